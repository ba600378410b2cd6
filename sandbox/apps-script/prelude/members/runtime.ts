/** Members of the services of the runtime itself, by the interface that declares them. */
import type { MemberTable } from './member-table.ts';

export const RUNTIME: MemberTable = {
  'Base.Console': { done: 'error info log time timeEnd warn' },
  'Base.Blob': {
    done: 'copyBlob getBytes getContentType getName setBytes setContentType setContentTypeFromExtension setName getDataAsString isGoogleType',
    partial: 'getAs setDataFromString',
    refused: 'getAllBlobs',
  },
  'Base.Browser': { refused: 'Buttons inputBox msgBox' },
  'Base.Logger': { done: 'clear getLog log' },
  'Base.Menu': { refused: 'addItem addSeparator addSubMenu addToUi' },
  'Base.MimeType': {
    done: 'GOOGLE_APPS_SCRIPT GOOGLE_DRAWINGS GOOGLE_DOCS GOOGLE_FORMS GOOGLE_SHEETS GOOGLE_SITES GOOGLE_SLIDES FOLDER SHORTCUT BMP GIF JPEG PNG SVG PDF CSS CSV HTML JAVASCRIPT PLAIN_TEXT RTF OPENDOCUMENT_GRAPHICS OPENDOCUMENT_PRESENTATION OPENDOCUMENT_SPREADSHEET OPENDOCUMENT_TEXT MICROSOFT_EXCEL MICROSOFT_EXCEL_LEGACY MICROSOFT_POWERPOINT MICROSOFT_POWERPOINT_LEGACY MICROSOFT_WORD MICROSOFT_WORD_LEGACY ZIP',
  },
  'Base.PromptResponse': { refused: 'getResponseText getSelectedButton' },
  'Base.RgbColor': { refused: 'asHexString getBlue getColorType getGreen getRed' },
  'Base.Session': {
    done: 'getActiveUser getActiveUserLocale getEffectiveUser getScriptTimeZone getTemporaryActiveUserKey getTimeZone getUser',
  },
  'Base.Ui': {
    refused:
      'Button ButtonSet alert createAddonMenu createMenu prompt showModalDialog showModelessDialog showSidebar showDialog',
  },
  'Base.User': { done: 'getEmail', refused: 'getUserLoginId' },
  'Cache.Cache': { done: 'get getAll put putAll remove removeAll' },
  'Cache.CacheService': { done: 'getDocumentCache getScriptCache getUserCache' },
  'Content.ContentService': { done: 'MimeType createTextOutput' },
  'Content.TextOutput': {
    done: 'append clear downloadAsFile getContent getFileName getMimeType setContent setMimeType',
  },
  'HTML.HtmlOutput': {
    done: 'append appendUntrusted clear getBlob getContent getFaviconUrl getHeight getMetaTags getTitle getWidth setContent setFaviconUrl setHeight setTitle setWidth addMetaTag setSandboxMode setXFrameOptionsMode asTemplate',
    partial: 'getAs',
  },
  'HTML.HtmlOutputMetaTag': { done: 'getContent getName' },
  'HTML.HtmlService': {
    done: 'SandboxMode XFrameOptionsMode createHtmlOutput createHtmlOutputFromFile createTemplate createTemplateFromFile getUserAgent',
  },
  'HTML.HtmlTemplate': {
    done: 'getCode getCodeWithComments getRawContent',
    partial: 'evaluate',
  },
  'Lock.Lock': { done: 'hasLock releaseLock tryLock waitLock' },
  'Lock.LockService': { done: 'getDocumentLock getScriptLock getUserLock' },
  'Properties.Properties': {
    done: 'deleteAllProperties deleteProperty getKeys getProperties getProperty setProperties setProperty',
  },
  'Properties.PropertiesService': { done: 'getDocumentProperties getScriptProperties getUserProperties' },
  'Properties.ScriptProperties': {
    done: 'deleteAllProperties deleteProperty getKeys getProperties getProperty setProperties setProperty',
  },
  'Properties.UserProperties': {
    done: 'deleteAllProperties deleteProperty getKeys getProperties getProperty setProperties setProperty',
  },
  'Script.AuthorizationInfo': { done: 'getAuthorizationStatus getAuthorizationUrl' },
  'Script.CalendarTriggerBuilder': { done: 'create onEventUpdated' },
  'Script.ClockTriggerBuilder': {
    done: 'after at atDate atHour create everyDays everyHours everyMinutes everyWeeks inTimezone nearMinute onMonthDay onWeekDay',
  },
  'Script.DocumentTriggerBuilder': { refused: 'create onOpen' },
  'Script.FormTriggerBuilder': { refused: 'create onFormSubmit onOpen' },
  'Script.ScriptApp': {
    done: 'AuthMode AuthorizationStatus EventType InstallationSource TriggerSource WeekDay deleteTrigger getAuthorizationInfo getIdentityToken getOAuthToken getProjectTriggers getScriptId newStateToken newTrigger requireAllScopes requireScopes getInstallationSource getService invalidateAuth getScriptTriggers',
    refused: 'getUserTriggers getProjectKey',
  },
  'Script.Service': { done: 'getUrl isEnabled', refused: 'disable' },
  'Script.SpreadsheetTriggerBuilder': { refused: 'create onChange onEdit onFormSubmit onOpen' },
  'Script.StateTokenBuilder': { done: 'createToken withArgument withMethod withTimeout' },
  'Script.Trigger': {
    done: 'getEventType getHandlerFunction getTriggerSource getTriggerSourceId getUniqueId',
  },
  'Script.TriggerBuilder': {
    done: 'forUserCalendar timeBased',
    refused: 'forDocument forForm forSpreadsheet',
  },
  'URL_Fetch.HTTPResponse': {
    done: 'getAllHeaders getBlob getContent getHeaders getResponseCode getContentText',
    partial: 'getAs',
  },
  'URL_Fetch.UrlFetchApp': { done: 'fetch fetchAll getRequest' },
  'Utilities.Utilities': {
    done: 'Charset DigestAlgorithm MacAlgorithm RsaAlgorithm base64Encode base64EncodeWebSafe computeHmacSha256Signature computeHmacSignature formatDate getUuid newBlob parseCsv sleep jsonParse jsonStringify base64Decode base64DecodeWebSafe formatString computeRsaSha1Signature computeRsaSha256Signature computeRsaSignature gzip parseDate ungzip unzip zip',
    partial: 'computeDigest',
  },
};
