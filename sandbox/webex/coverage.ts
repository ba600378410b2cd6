/**
 * What of Webex's meetings API is here: every operation of the published description (`webex-meeting.json`, commit
 * 1be8332), and the few beyond it that a scheduler needs. What is refused is refused by the name that stands here.
 * A test compares this table with the routes that are registered, and with the description where it is at hand.
 */
export type CoverageStatus = 'done' | 'partial' | 'refused';

export interface Covered {
  readonly method: string;
  /** As the description writes it, below `/v1`. */
  readonly path: string;
  readonly status: CoverageStatus;
  /** What it is; for `partial` also what is missing. */
  readonly what: string;
  /** The file in this folder that tests it. */
  readonly test: string;
}

type Line = readonly [methods: string, path: string, what: string];

const MEETINGS: readonly Line[] = [
  ['GET', '/meetings', 'list of series, occurrences and instances'],
  ['GET DELETE', '/meetings/{meetingId}', 'one series, occurrence or instance'],
];
const PARTIAL: readonly Line[] = [
  ['POST', '/meetings', 'create; without meetings of a space, live streams, interpreters, breakout rooms'],
  ['PUT PATCH', '/meetings/{meetingId}', 'change of a series or an occurrence; without what create lacks'],
  ['GET', '/meetings/templates', 'the templates of a site; they cannot be made here'],
  ['GET', '/meetings/templates/{templateId}', 'one template'],
  ['GET', '/meetings/sessionTypes', 'the session types of a site; they are not checked on create'],
  ['GET', '/meetings/sessionTypes/{sessionTypeId}', 'one session type'],
  ['GET', '/meetings/trackingCodes', 'one tracking code, which nobody can change'],
  ['POST', '/meetings/join', 'links that open the meeting; without registrants’ own'],
];

/** Operations that are refused, by what they are about. */
const REFUSED: readonly Line[] = [
  ['GET DELETE', '/meetings/postMeetingChats', 'chats of a meeting'],
  ['GET', '/meetingClosedCaptions', 'closed captions'],
  ['GET', '/meetingClosedCaptions/{closedCaptionId}/snippets', 'closed captions'],
  ['GET', '/meetingClosedCaptions/{closedCaptionId}/download', 'closed captions'],
  ['DELETE', '/meeting/messages/{meetingMessageId}', 'messages of a meeting'],
  ['GET', '/meetingParticipants', 'participants'],
  ['POST', '/meetingParticipants/query', 'participants'],
  ['GET PUT', '/meetingParticipants/{participantId}', 'participants'],
  ['POST', '/meetingParticipants/admit', 'participants'],
  ['POST', '/meetingParticipants/callout', 'participants'],
  ['POST', '/meetingParticipants/cancelCallout', 'participants'],
  ['GET', '/meetings/polls', 'polls'],
  ['GET', '/meetings/pollResults', 'polls'],
  ['GET', '/meetings/polls/{pollId}/questions/{questionId}/respondents', 'polls'],
  ['POST', '/admin/meetingPreferences/personalMeetingRoom/refreshId', 'new numbers for personal rooms'],
  ['GET', '/meetings/q_and_a', 'questions and answers'],
  ['GET', '/meetings/q_and_a/{questionId}/answers', 'questions and answers'],
  ['GET', '/meeting/qualities', 'meeting qualities'],
  ['GET', '/admin/meeting/config/sessionTypes', 'session types of a site by its administrator'],
  ['GET PUT', '/admin/meeting/userconfig/sessionTypes', 'session types of people by their administrator'],
  ['GET', '/meetingSummaries', 'summaries'],
  ['GET', '/admin/meetingSummaries', 'summaries'],
  ['DELETE', '/meetingSummaries/{summaryId}', 'summaries'],
  ['GET', '/meetingTranscripts', 'transcripts'],
  ['GET', '/admin/meetingTranscripts', 'transcripts'],
  ['GET', '/meetingTranscripts/{transcriptId}/download', 'transcripts'],
  ['GET', '/meetingTranscripts/{transcriptId}/snippets', 'transcripts'],
  ['GET PUT', '/meetingTranscripts/{transcriptId}/snippets/{snippetId}', 'transcripts'],
  ['DELETE', '/meetingTranscripts/{transcriptId}', 'transcripts'],
  ['GET', '/meetingReports/usage', 'reports'],
  ['GET', '/meetingReports/attendees', 'reports'],
  ['GET PUT', '/meetings/controls', 'controls of a running meeting'],
  ['PUT', '/meetings/{meetingId}/simultaneousInterpretation', 'interpreters'],
  ['POST GET', '/meetings/{meetingId}/interpreters', 'interpreters'],
  ['GET PUT DELETE', '/meetings/{meetingId}/interpreters/{interpreterId}', 'interpreters'],
  ['GET PUT DELETE', '/meetings/{meetingId}/breakoutSessions', 'breakout sessions'],
  ['GET', '/meetings/{meetingId}/survey', 'surveys'],
  ['GET', '/meetings/{meetingId}/surveyResults', 'surveys'],
  ['POST', '/meetings/{meetingId}/surveyLinks', 'surveys'],
  ['POST GET', '/meetings/{meetingId}/invitationSources', 'invitation sources'],
  ['GET POST', '/admin/meeting/config/trackingCodes', 'tracking codes of a site by its administrator'],
  [
    'GET PUT DELETE',
    '/admin/meeting/config/trackingCodes/{trackingCodeId}',
    'tracking codes of a site by its administrator',
  ],
  ['GET PUT', '/admin/meeting/userconfig/trackingCodes', 'tracking codes of people by their administrator'],
  ['POST', '/people', 'changing people'],
  ['PUT DELETE', '/people/{personId}', 'changing people'],
  ['GET', '/recordingReport/accessSummary', 'recordings'],
  ['GET', '/recordingReport/accessDetail', 'recordings'],
  ['GET', '/recordingReport/meetingArchiveSummaries', 'recordings'],
  ['GET', '/recordingReport/meetingArchives/{archiveId}', 'recordings'],
  ['GET', '/recordings', 'recordings'],
  ['GET', '/admin/recordings', 'recordings'],
  ['DELETE', '/admin/recordings/{recordingId}', 'recordings'],
  ['GET DELETE', '/recordings/{recordingId}', 'recordings'],
  ['POST', '/recordings/softDelete', 'recordings'],
  ['POST', '/recordings/restore', 'recordings'],
  ['POST', '/recordings/purge', 'recordings'],
  ['POST', '/recordings/{recordingId}/accessList', 'recordings'],
  ['POST', '/recordings/accessList', 'recordings'],
  ['GET', '/group/recordings', 'recordings'],
  ['GET', '/group/recordings/{recordingId}', 'recordings'],
  ['PATCH', '/admin/meeting/config/commonSettings', "changing a site's settings"],
  ['GET', '/slido/compliance/events', 'Slido'],
  ...videoMesh(),
];

/** Not in the meetings description, and refused all the same. */
const REFUSED_BEYOND: readonly Line[] = [
  ['GET', '/meetings/{meetingId}/globalCallinNumbers', 'global call-in numbers'],
  ['GET DELETE', '/authorizations', 'authorizations'],
  ['GET', '/licenses', 'licences'],
  ['GET', '/organizations', 'organizations'],
  ['GET POST', '/rooms', 'spaces'],
  ['GET POST', '/messages', 'messages'],
];

function videoMesh(): Line[] {
  const reads =
    'clusters/availability clusters/availability/{clusterId} nodes/availability nodes/availability/{nodeId} ' +
    'testResults/mediaHealthMonitorTest testResults/mediaHealthMonitorTest/clusters ' +
    'testResults/mediaHealthMonitorTest/nodes cloudOverflow callRedirects clusters/callRedirects utilization ' +
    'clusters/utilization testResults/reachabilityTest testResults/reachabilityTest/clusters ' +
    'testResults/reachabilityTest/nodes clusters clusters/{clusterId} testStatus testResults ' +
    'testResults/networkTest testResults/networkTest/clusters testResults/networkTest/nodes ' +
    'clientTypeDistribution clientTypeDistribution/clusters eventThresholds/{eventThresholdId}';
  const line = (methods: string, path: string): Line => [methods, `/videoMesh/${path}`, 'Video Mesh'];
  return [
    ...reads.split(' ').map((path) => line('GET', path)),
    line('GET PATCH', 'eventThresholds'),
    line('POST', 'eventThresholds/reset'),
    line('POST', 'triggerTest/clusters/{clusterId}'),
    line('POST', 'triggerTest/nodes/{nodeId}'),
  ];
}

/** Every operation of the published description. */
export const COVERAGE: readonly Covered[] = [
  ...lines('done', 'meetings/series.test.ts', MEETINGS),
  ...lines('partial', 'meetings/meeting-actions.test.ts', PARTIAL),
  ...lines('done', 'meetings/meeting-actions.test.ts', [
    ['POST', '/meetings/reassignHost', 'another host'],
    ['POST', '/meetings/{meetingId}/end', 'the end of a running meeting'],
  ]),
  ...lines('done', 'invitees/invitees.test.ts', [
    ['GET POST', '/meetingInvitees', 'guests of a series or an occurrence'],
    ['POST', '/meetingInvitees/bulkInsert', 'several guests at once'],
    ['GET PUT DELETE', '/meetingInvitees/{meetingInviteeId}', 'one guest'],
  ]),
  ...lines('partial', 'registration/registration.test.ts', [
    [
      'GET PUT DELETE',
      '/meetings/{meetingId}/registration',
      'the form of a meeting; without questions of one’s own and approval rules',
    ],
    ['GET POST', '/meetings/{meetingId}/registrants', 'who registered; without invitation sources'],
  ]),
  ...lines('done', 'registration/registration.test.ts', [
    ['POST', '/meetings/{meetingId}/registrants/bulkInsert', 'several registrants at once'],
    ['GET DELETE', '/meetings/{meetingId}/registrants/{registrantId}', 'one registrant'],
    ['POST', '/meetings/{meetingId}/registrants/query', 'registrants by address and status'],
    ['POST', '/meetings/{meetingId}/registrants/approve', 'approval'],
    ['POST', '/meetings/{meetingId}/registrants/reject', 'rejection'],
    ['POST', '/meetings/{meetingId}/registrants/cancel', 'registrations taken back'],
    ['POST', '/meetings/{meetingId}/registrants/bulkDelete', 'several registrants deleted'],
  ]),
  ...lines('done', 'users/preferences.test.ts', [
    ['GET', '/meetingPreferences', "a host's preferences"],
    ['GET PUT', '/meetingPreferences/personalMeetingRoom', 'the personal room'],
    ['GET PUT', '/meetingPreferences/audio', 'audio'],
    ['GET PUT', '/meetingPreferences/video', 'video devices'],
    ['GET PUT', '/meetingPreferences/schedulingOptions', 'scheduling options'],
    ['POST', '/meetingPreferences/schedulingOptions/delegateEmails/insert', 'delegates'],
    ['POST', '/meetingPreferences/schedulingOptions/delegateEmails/delete', 'delegates'],
    ['GET PUT', '/meetingPreferences/sites', 'sites'],
  ]),
  ...lines('done', 'webhooks/webhooks.test.ts', [['GET PUT DELETE', '/webhooks/{webhookId}', 'one webhook']]),
  ...lines('partial', 'webhooks/webhooks.test.ts', [
    ['GET POST', '/webhooks', 'webhooks; for meetings only'],
  ]),
  ...lines('partial', 'users/people.test.ts', [
    ['GET', '/people', 'colleagues by address, name or id; without roles and locations'],
    ['GET', '/people/{personId}', 'one colleague; without telephony'],
    ['GET', '/people/me', 'oneself; without telephony'],
  ]),
  ...lines('partial', 'admin/admin.test.ts', [
    ['GET', '/admin/meetings', 'meetings by number or link; without artefacts'],
    ['GET', '/admin/meetings/{meetingId}', 'a meeting without its secrets; without artefacts'],
    [
      'GET',
      '/admin/meeting/config/commonSettings',
      'security options; without telephony and scheduler defaults',
    ],
  ]),
  ...lines('refused', 'coverage.test.ts', REFUSED),
];

/** Operations that stand in other descriptions, or in none. */
export const BEYOND: readonly Covered[] = [
  ...lines('partial', 'oauth/service-apps.test.ts', [
    ['POST', '/applications/{applicationId}/token', "a Service App's tokens; without the portal's own"],
  ]),
  ...lines('done', 'oauth/oauth.test.ts', [
    ['GET POST', '/authorize', 'consent'],
    ['POST', '/access_token', 'the code exchange and refresh'],
  ]),
  ...lines('refused', 'coverage.test.ts', REFUSED_BEYOND),
];

function lines(status: CoverageStatus, test: string, of: readonly Line[]): Covered[] {
  return of.flatMap(([methods, path, what]) =>
    methods.split(' ').map((method) => ({ method, path, status, what, test })),
  );
}
