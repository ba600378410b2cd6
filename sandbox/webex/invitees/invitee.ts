/** What has guests: a series or one occurrence, by its own id and title. */
export interface GuestsOf {
  readonly id: string;
  readonly title: string;
}

export interface Invitee {
  /** `<meetingId>_<10 digits>` */
  readonly id: string;
  readonly meetingId: string;
  /** As it was sent; compared without case. */
  readonly email: string;
  readonly displayName: string;
  readonly coHost: boolean;
  readonly panelist: boolean;
}

/** As the API shows it. */
export interface InviteeView {
  readonly id: string;
  readonly email: string;
  readonly displayName: string;
  readonly coHost: boolean;
  readonly meetingId: string;
  readonly panelist: boolean;
}

export function inviteeView({ id, email, displayName, coHost, meetingId, panelist }: Invitee): InviteeView {
  return { id, email, displayName, coHost, meetingId, panelist };
}
