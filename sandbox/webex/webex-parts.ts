/** The parts of the local Webex, made once and joined to each other. */
import type { Ground } from '../control/ground.ts';
import { Invitees } from './invitees/invitees.ts';
import { MailLog } from './mail/mail-log.ts';
import { HostChange } from './meetings/host-change.ts';
import { MeetingChanges } from './meetings/meeting-changes.ts';
import { MeetingNews } from './meetings/meeting-news.ts';
import { Meetings } from './meetings/meetings.ts';
import { Grants } from './oauth/grants.ts';
import { ServiceApps } from './oauth/service-apps.ts';
import { Sessions } from './sessions.ts';
import { Templates } from './templates/templates.ts';
import { Registrants } from './registration/registrants.ts';
import { Preferences } from './users/preferences.ts';
import { Users } from './users/users.ts';
import type { WebexRoutesDeps } from './webex-routes.ts';
import type { WebexTables } from './webex-tables.ts';
import { Deliveries } from './webhooks/deliveries.ts';
import { Webhooks } from './webhooks/webhooks.ts';

export interface WebexParts extends WebexRoutesDeps {
  readonly mail: MailLog;
}

/** @param change - one transaction; whoever watches is told afterwards */
export function webexParts(ground: Ground, tables: WebexTables, change: WebexParts['change']): WebexParts {
  const users = new Users(tables, ground.clock);
  const grants = new Grants(tables, ground.clock, ground.switches, users);
  const mail = new MailLog(tables);
  const invitees = new Invitees(tables, ground, mail);
  const news = new MeetingNews(ground, invitees, mail);
  const meetings = new Meetings(tables, ground, users, invitees, news);
  const webhooks = new Webhooks(tables, ground, users);
  const deliveries = new Deliveries(ground, webhooks, change);
  news.listen((item) => {
    for (const delivery of webhooks.deliveries(item)) deliveries.plan(delivery);
  });
  return {
    ground,
    change,
    tables,
    users,
    grants,
    mail,
    invitees,
    registrants: new Registrants(tables, ground, mail),
    meetings,
    webhooks,
    sessions: new Sessions(ground, grants, users),
    serviceApps: new ServiceApps(tables, grants, users),
    changes: new MeetingChanges(ground, meetings, invitees, news),
    hostChange: new HostChange(ground, users, meetings, mail),
    preferences: new Preferences(tables, ground),
    templates: new Templates(ground),
  };
}
