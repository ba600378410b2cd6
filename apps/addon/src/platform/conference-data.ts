/** A block, or the error in its place, as Calendar's builders want it. */
import type { Block } from '@webex-scheduler/contracts';
import { SOLUTION_ID } from '../calendar/block.ts';
import type { Creation } from '../calendar/create-conference.ts';

type ConferenceData = GoogleAppsScript.Conference_Data.ConferenceData;
type EntryPointKind = GoogleAppsScript.Conference_Data.EntryPointType;

/** Documented as 1800 in one place and 1300 in another; a longer one would throw where a person waits. */
const URL_MOST = 1300;

/** The create callback's answer. */
export function creationData(created: Creation): ConferenceData {
  if ('block' in created) return blockData(created.block);
  const { type, authenticationUrl } = created.error;
  const error = ConferenceDataService.newConferenceError().setConferenceErrorType(
    ConferenceDataService.ConferenceErrorType[type],
  );
  if (type === 'AUTHENTICATION' && authenticationUrl !== undefined && authenticationUrl.length <= URL_MOST) {
    error.setAuthenticationUrl(authenticationUrl);
  }
  return ConferenceDataService.newConferenceDataBuilder().setError(error).build();
}

/** The block with the solution named, as an open event needs it; the create callback implies it. */
export function blockData({ conferenceId, video, sip, phones, parameters }: Block): ConferenceData {
  const service = ConferenceDataService;
  const { EntryPointType, EntryPointFeature } = service;
  const builder = service
    .newConferenceDataBuilder()
    .setConferenceId(conferenceId)
    .setConferenceSolutionId(SOLUTION_ID);
  const entry = (type: EntryPointKind, uri: string, passcode?: string) => {
    const point = service.newEntryPoint().setEntryPointType(type).setUri(uri);
    return passcode === undefined ? point : point.setPasscode(passcode);
  };
  builder.addEntryPoint(
    entry(EntryPointType.VIDEO, video.uri, video.passcode).setMeetingCode(video.meetingCode),
  );
  if (sip !== undefined) builder.addEntryPoint(entry(EntryPointType.SIP, sip));
  for (const { uri, passcode, tollFree } of phones) {
    const point = entry(EntryPointType.PHONE, uri, passcode);
    if (tollFree !== undefined)
      point.addFeature(tollFree ? EntryPointFeature.TOLL_FREE : EntryPointFeature.TOLL);
    builder.addEntryPoint(point);
  }
  for (const [key, value] of Object.entries(parameters)) {
    builder.addConferenceParameter(service.newConferenceParameter().setKey(key).setValue(value));
  }
  return builder.build();
}
