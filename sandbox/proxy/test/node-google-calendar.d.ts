declare module 'node-google-calendar' {
  interface Listed {
    readonly id: string;
    readonly summary?: string;
    readonly status?: string;
  }

  /** The parts that our tests use. */
  class CalendarAPI {
    constructor(config: { key: string; serviceAcctId: string; timezone: string });
    readonly Events: {
      list(calendarId: string, parameters: object): Promise<readonly Listed[]>;
      insert(calendarId: string, resource: object): Promise<Listed>;
      update(calendarId: string, eventId: string, resource: object): Promise<Listed>;
      delete(
        calendarId: string,
        eventId: string,
        parameters: object,
      ): Promise<{ readonly statusCode: number }>;
    };
    readonly FreeBusy: {
      query(calendarId: string, parameters: object): Promise<readonly { readonly start: string }[]>;
    };
    readonly CalendarList: { list(parameters: object): Promise<readonly Listed[]> };
  }
  export = CalendarAPI;
}
