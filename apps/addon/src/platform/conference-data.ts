/** A block, or the error in its place, as Calendar's builders want it. */
import type { Block } from '@webex-scheduler/contracts';
import { SOLUTION_ID } from '../calendar/block.ts';
import type { Creation } from '../calendar/create-conference.ts';

type ConferenceData = GoogleAppsScript.Conference_Data.ConferenceData;

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
export function blockData(block: Block): ConferenceData {
  const { EntryPointType, EntryPointFeature } = ConferenceDataService;
  const builder = ConferenceDataService.newConferenceDataBuilder()
    .setConferenceId(block.conferenceId)
    .setConferenceSolutionId(SOLUTION_ID);
  const video = ConferenceDataService.newEntryPoint()
    .setEntryPointType(EntryPointType.VIDEO)
    .setUri(block.video.uri)
    .setMeetingCode(block.video.meetingCode);
  if (block.video.passcode !== undefined) video.setPasscode(block.video.passcode);
  builder.addEntryPoint(video);
  if (block.sip !== undefined) {
    builder.addEntryPoint(
      ConferenceDataService.newEntryPoint().setEntryPointType(EntryPointType.SIP).setUri(block.sip),
    );
  }
  for (const phone of block.phones) {
    const point = ConferenceDataService.newEntryPoint()
      .setEntryPointType(EntryPointType.PHONE)
      .setUri(phone.uri);
    if (phone.passcode !== undefined) point.setPasscode(phone.passcode);
    if (phone.tollFree !== undefined) {
      point.addFeature(phone.tollFree ? EntryPointFeature.TOLL_FREE : EntryPointFeature.TOLL);
    }
    builder.addEntryPoint(point);
  }
  for (const [key, value] of Object.entries(block.parameters)) {
    builder.addConferenceParameter(
      ConferenceDataService.newConferenceParameter().setKey(key).setValue(value),
    );
  }
  return builder.build();
}
