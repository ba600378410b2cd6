/** Members of CalendarApp and GmailApp, the advanced services Calendar and AdminDirectory, by the interface that declares them. */
import type { MemberTable } from './member-table.ts';

export const GOOGLE_SERVICES: MemberTable = {
  'Calendar.Calendar': {
    done: 'getDescription getEventById getId getName getTimeZone isOwnedByMe createAllDayEvent createAllDayEventSeries createEvent createEventSeries deleteCalendar getColor getEventSeriesById getEvents getEventsForDay isHidden isMyPrimaryCalendar isSelected setColor setDescription setHidden setName setSelected setTimeZone unsubscribeFromCalendar',
    refused: 'createEventFromDescription',
  },
  'Calendar.CalendarApp': {
    done: 'getCalendarById getDefaultCalendar getDescription getEventById getId getName getTimeZone Color EventColor EventTransparency EventType GuestStatus Month Visibility Weekday createAllDayEvent createAllDayEventSeries createCalendar createEvent createEventSeries getAllCalendars getAllOwnedCalendars getCalendarsByName getColor getEventSeriesById getEvents getEventsForDay getOwnedCalendarById getOwnedCalendarsByName isHidden isMyPrimaryCalendar isOwnedByMe isSelected newRecurrence setColor setDescription setHidden setName setSelected setTimeZone subscribeToCalendar',
    refused: 'createEventFromDescription',
  },
  'Calendar.CalendarEvent': {
    done: 'getCreators getDateCreated getDescription getEndTime getId getLastUpdated getLocation getOriginalCalendarId getStartTime getTitle isAllDayEvent isRecurringEvent addEmailReminder addGuest addPopupReminder anyoneCanAddSelf deleteEvent deleteTag getAllDayEndDate getAllDayStartDate getAllTagKeys getColor getEmailReminders getEventSeries getEventType getGuestByEmail getGuestList getMyStatus getPopupReminders getSmsReminders getTag getTransparency getVisibility guestsCanInviteOthers guestsCanModify guestsCanSeeGuests isOwnedByMe removeAllReminders removeGuest resetRemindersToDefault setAllDayDate setAllDayDates setAnyoneCanAddSelf setColor setDescription setGuestsCanInviteOthers setGuestsCanModify setGuestsCanSeeGuests setLocation setMyStatus setTag setTime setTitle setTransparency setVisibility',
    refused: 'addSmsReminder',
  },
  'Calendar.CalendarEventSeries': {
    done: 'addEmailReminder addGuest addPopupReminder anyoneCanAddSelf deleteEventSeries deleteTag getAllTagKeys getColor getCreators getDateCreated getDescription getEmailReminders getEventType getGuestByEmail getGuestList getId getLastUpdated getLocation getMyStatus getOriginalCalendarId getPopupReminders getSmsReminders getTag getTitle getVisibility guestsCanInviteOthers guestsCanModify guestsCanSeeGuests isOwnedByMe removeAllReminders removeGuest resetRemindersToDefault setAnyoneCanAddSelf setColor setDescription setGuestsCanInviteOthers setGuestsCanModify setGuestsCanSeeGuests setLocation setMyStatus setRecurrence setTag setTitle setVisibility',
    refused: 'addSmsReminder',
  },
  'Calendar.EventGuest': {
    done: 'getAdditionalGuests getEmail getGuestStatus getName',
    refused: 'getStatus',
  },
  'Calendar.EventRecurrence': {
    done: 'addDailyExclusion addDailyRule addDate addDateExclusion addMonthlyExclusion addMonthlyRule addWeeklyExclusion addWeeklyRule addYearlyExclusion addYearlyRule setTimeZone',
  },
  'Calendar.RecurrenceRule': {
    done: 'addDailyExclusion addDailyRule addDate addDateExclusion addMonthlyExclusion addMonthlyRule addWeeklyExclusion addWeeklyRule addYearlyExclusion addYearlyRule interval onlyInMonth onlyInMonths onlyOnMonthDay onlyOnMonthDays onlyOnWeek onlyOnWeekday onlyOnWeekdays onlyOnWeeks onlyOnYearDay onlyOnYearDays setTimeZone times until weekStartsOn',
  },
  'Gmail.GmailApp': {
    done: 'createDraft createLabel deleteLabel getDraft getDraftMessages getDrafts getInboxThreads getInboxUnreadCount getMessageById getMessagesForThread getMessagesForThreads getPriorityInboxThreads getPriorityInboxUnreadCount getSpamThreads getSpamUnreadCount getStarredThreads getStarredUnreadCount getThreadById getTrashThreads getUserLabelByName getUserLabels markMessageRead markMessageUnread markMessagesRead markMessagesUnread markThreadImportant markThreadRead markThreadUnimportant markThreadUnread markThreadsImportant markThreadsRead markThreadsUnimportant markThreadsUnread moveMessageToTrash moveMessagesToTrash moveThreadToArchive moveThreadToInbox moveThreadToSpam moveThreadToTrash moveThreadsToArchive moveThreadsToInbox moveThreadsToSpam moveThreadsToTrash refreshMessage refreshMessages refreshThread refreshThreads sendEmail setCurrentMessageAccessToken starMessage starMessages unstarMessage unstarMessages',
    partial: 'search getAliases getChatThreads',
  },
  'Gmail.GmailAttachment': {
    done: 'copyBlob getBytes getContentType getDataAsString getHash getName getSize isGoogleType setBytes setContentType setContentTypeFromExtension setName',
    partial: 'getAs setDataFromString',
    refused: 'getAllBlobs',
  },
  'Gmail.GmailDraft': {
    done: 'deleteDraft getId getMessage getMessageId send update',
  },
  'Gmail.GmailLabel': {
    done: 'addToThread addToThreads deleteLabel getName getThreads getUnreadCount removeFromThread removeFromThreads',
  },
  'Gmail.GmailMessage': {
    done: 'createDraftReply createDraftReplyAll forward getAttachments getBcc getBody getCc getDate getFrom getHeader getId getPlainBody getRawContent getReplyTo getSubject getThread getTo isDraft isInChats isInInbox isInPriorityInbox isInTrash isStarred isUnread markRead markUnread moveToTrash refresh reply replyAll star unstar',
  },
  'Gmail.GmailThread': {
    done: 'addLabel createDraftReply createDraftReplyAll getFirstMessageSubject getId getLabels getLastMessageDate getMessageCount getMessages getPermalink hasStarredMessages isImportant isInChats isInInbox isInPriorityInbox isInSpam isInTrash isUnread markImportant markRead markUnimportant markUnread moveToArchive moveToInbox moveToSpam moveToTrash refresh removeLabel reply replyAll',
  },
  'Mail.MailApp': { done: 'getRemainingDailyQuota sendEmail' },
  'Calendar_v3.AclCollection': {
    done: 'get insert list patch remove update watch',
  },
  'Calendar_v3.CalendarListCollection': {
    done: 'get insert list patch remove update watch',
  },
  'Calendar_v3.CalendarsCollection': { done: 'clear get insert patch remove update' },
  'Calendar_v3.ChannelsCollection': {
    done: 'stop',
  },
  'Calendar_v3.ColorsCollection': { done: 'get' },
  'Calendar_v3.EventsCollection': {
    done: 'get import insert instances list move patch quickAdd remove update watch',
  },
  'Calendar_v3.FreebusyCollection': { done: 'query' },
  'Calendar_v3.SettingsCollection': {
    done: 'get list watch',
  },
  'Directory_v1.AliasesCollection': { done: 'insert list remove watch' },
  'Directory_v1.BuildingsCollection': { done: 'get insert list patch remove update' },
  'Directory_v1.CalendarsCollection': { done: 'get list patch remove update', partial: 'insert' },
  'Directory_v1.FeaturesCollection': { done: 'get insert list patch remove rename update' },
  'Directory_v1.PhotosCollection': { done: 'get patch remove update' },
  'Directory_v1.AspsCollection': { partial: 'get list remove' },
  'Directory_v1.ChannelsCollection': { done: 'stop' },
  'Directory_v1.ChromeosdevicesCollection': {
    partial: 'get list',
    refused: 'action moveDevicesToOu patch update',
  },
  'Directory_v1.CustomersCollection': { done: 'get patch update' },
  'Directory_v1.DomainAliasesCollection': { done: 'get insert list remove' },
  'Directory_v1.DomainsCollection': { done: 'get insert list remove' },
  'Directory_v1.GroupsCollection': { done: 'Aliases get insert list patch remove update' },
  'Directory_v1.MembersCollection': { done: 'get hasMember insert list patch remove update' },
  'Directory_v1.MobiledevicesCollection': { partial: 'get list remove', refused: 'action' },
  'Directory_v1.NotificationsCollection': { refused: 'get list patch remove update' },
  'Directory_v1.OrgunitsCollection': { done: 'get insert list patch remove update' },
  'Directory_v1.PrivilegesCollection': { done: 'list' },
  'Directory_v1.ResolvedAppAccessSettingsCollection': { refused: 'GetSettings ListTrustedApps' },
  'Directory_v1.ResourcesCollection': { done: 'Buildings Calendars Features' },
  'Directory_v1.RoleAssignmentsCollection': { done: 'get insert list remove' },
  'Directory_v1.RolesCollection': { done: 'get insert list patch remove update' },
  'Directory_v1.SchemasCollection': { done: 'get insert list patch remove update' },
  'Directory_v1.TokensCollection': { done: 'get list remove' },
  'Directory_v1.UsersCollection': {
    done: 'Aliases Photos get insert list makeAdmin remove undelete watch',
    partial: 'patch update',
  },
  'Directory_v1.VerificationCodesCollection': { done: 'generate invalidate list' },
};
