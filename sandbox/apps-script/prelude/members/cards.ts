/** Members of CardService and ConferenceDataService, by the interface that declares them. */
import type { MemberTable } from './member-table.ts';

export const CARDS: MemberTable = {
  'Card_Service.Action': {
    done: 'addRequiredWidget setAllWidgetsAreRequired setFunctionName setInteraction setLoadIndicator setParameters setPersistValues',
    refused: 'setMethodName',
  },
  'Card_Service.ActionResponse': {
    done: 'printJson',
  },
  'Card_Service.ActionResponseBuilder': {
    done: 'build setNavigation setNotification setOpenLink setStateChanged',
  },
  'Card_Service.Attachment': {
    done: 'setIconUrl setMimeType setResourceUrl setTitle',
  },
  'Card_Service.AuthorizationAction': {
    done: 'setAuthorizationUrl',
  },
  'Card_Service.AuthorizationException': {
    done: 'printJson setAuthorizationUrl setCustomUiCallback setResourceDisplayName throwException',
  },
  'Card_Service.Button': {
    done: 'setAuthorizationAction setOnClickAction setOnClickOpenLinkAction setOpenLink setComposeAction',
  },
  'Card_Service.ButtonSet': {
    done: 'addButton',
  },
  'Card_Service.Card': {
    done: 'printJson',
  },
  'Card_Service.CardAction': {
    done: 'setAuthorizationAction setOnClickAction setOnClickOpenLinkAction setOpenLink setText setComposeAction',
  },
  'Card_Service.CardBuilder': {
    done: 'addCardAction addSection build setHeader setName setFixedFooter setDisplayStyle setPeekCardHeader',
  },
  'Card_Service.CardHeader': {
    done: 'setImageAltText setImageStyle setImageUrl setSubtitle setTitle',
  },
  'Card_Service.CardSection': {
    done: 'addWidget setCollapsible setHeader setNumUncollapsibleWidgets',
  },
  'Card_Service.CardService': {
    done: 'BorderType ComposedEmailType ContentType DisplayStyle GridItemLayout HorizontalAlignment Icon ImageCropType ImageStyle LoadIndicator OnClose OpenAs SelectionInputType SwitchControlType TextButtonStyle UpdateDraftBodyType InputType Interaction newAction newActionResponseBuilder newAttachment newAuthorizationAction newAuthorizationException newBorderStyle newButtonSet newCalendarEventActionResponseBuilder newCardAction newCardBuilder newCardHeader newCardSection newDatePicker newDateTimePicker newDecoratedText newDivider newFixedFooter newIconImage newGrid newGridItem newImage newImageButton newImageComponent newImageCropStyle newKeyValue newMaterialIcon newNavigation newNotification newOpenLink newSelectionInput newSuggestions newSuggestionsResponseBuilder newSwitch newTextButton newTextInput newTextParagraph newTimePicker newUniversalActionResponseBuilder newValidation newComposeActionResponseBuilder newDriveItemsSelectedActionResponseBuilder newEditorFileScopeActionResponseBuilder newLinkPreview newUpdateDraftActionResponseBuilder newUpdateDraftBccRecipientsAction newUpdateDraftBodyAction newUpdateDraftCcRecipientsAction newUpdateDraftSubjectAction newUpdateDraftToRecipientsAction',
  },
  'Card_Service.ComposeActionResponse': {
    done: 'printJson',
  },
  'Card_Service.ComposeActionResponseBuilder': {
    done: 'build setGmailDraft',
  },
  'Card_Service.IconImage': {
    done: 'setAltText setIcon setIconUrl setImageCropType setMaterialIcon',
  },
  'Card_Service.Image': {
    done: 'setAltText setAuthorizationAction setImageUrl setOnClickAction setOnClickOpenLinkAction setOpenLink setComposeAction',
  },
  'Card_Service.ImageButton': {
    done: 'setAltText setAuthorizationAction setIcon setIconUrl setMaterialIcon setOnClickAction setOnClickOpenLinkAction setOpenLink setComposeAction',
  },
  'Card_Service.KeyValue': {
    done: 'setAuthorizationAction setBottomLabel setButton setContent setIcon setIconAltText setIconUrl setMultiline setOnClickAction setOnClickOpenLinkAction setOpenLink setSwitch setTopLabel setComposeAction',
  },
  'Card_Service.LinkPreview': {
    done: 'printJson setLinkPreviewTitle setPreviewCard setTitle',
  },
  'Card_Service.MaterialIcon': {
    done: 'setFill setGrade setName setWeight',
  },
  'Card_Service.Navigation': {
    done: 'popCard popToNamedCard popToRoot printJson pushCard updateCard',
  },
  'Card_Service.Notification': {
    done: 'setText',
  },
  'Card_Service.OpenLink': {
    done: 'setOnClose setOpenAs setUrl',
  },
  'Card_Service.SelectionInput': {
    done: 'addItem setFieldName setOnChangeAction setTitle setType addMultiSelectItem setExternalDataSource setMultiSelectMaxSelectedItems setMultiSelectMinQueryLength',
  },
  'Card_Service.Suggestions': {
    done: 'addSuggestion addSuggestions',
  },
  'Card_Service.SuggestionsResponse': {
    done: 'printJson',
  },
  'Card_Service.SuggestionsResponseBuilder': {
    done: 'build setSuggestions',
  },
  'Card_Service.Switch': {
    done: 'setFieldName setOnChangeAction setSelected setValue setControlType',
  },
  'Card_Service.TextButton': {
    done: 'setAltText setAuthorizationAction setBackgroundColor setDisabled setOnClickAction setOnClickOpenLinkAction setOpenLink setText setTextButtonStyle setComposeAction',
  },
  'Card_Service.TextInput': {
    done: 'setFieldName setHint setMultiline setOnChangeAction setSuggestions setSuggestionsAction setTitle setValidation setValue',
  },
  'Card_Service.TextParagraph': {
    done: 'setText',
  },
  'Card_Service.UniversalActionResponse': {
    done: 'printJson',
  },
  'Card_Service.TimePicker': {
    done: 'setFieldName setHours setMinutes setOnChangeAction setTitle',
  },
  'Card_Service.UniversalActionResponseBuilder': {
    done: 'build displayAddOnCards setOpenLink',
  },
  'Card_Service.UpdateDraftActionResponse': {
    done: 'printJson',
  },
  'Card_Service.UpdateDraftActionResponseBuilder': {
    done: 'build setUpdateDraftBccRecipientsAction setUpdateDraftBodyAction setUpdateDraftCcRecipientsAction setUpdateDraftSubjectAction setUpdateDraftToRecipientsAction',
  },
  'Card_Service.UpdateDraftBodyAction': {
    done: 'addUpdateContent setUpdateType',
  },
  'Card_Service.UpdateDraftBccRecipientsAction': {
    done: 'addUpdateBccRecipients',
  },
  'Card_Service.UpdateDraftCcRecipientsAction': {
    done: 'addUpdateCcRecipients',
  },
  'Card_Service.UpdateDraftSubjectAction': {
    done: 'addUpdateSubject',
  },
  'Card_Service.UpdateDraftToRecipientsAction': {
    done: 'addUpdateToRecipients',
  },
  'Card_Service.Validation': {
    done: 'setCharacterLimit setInputType',
  },
  'Card_Service.FixedFooter': {
    done: 'setPrimaryButton setSecondaryButton',
  },
  'Card_Service.CalendarEventActionResponse': {
    done: 'printJson',
  },
  'Card_Service.CalendarEventActionResponseBuilder': {
    done: 'addAttachments addAttendees build setConferenceData',
  },
  'Card_Service.DatePicker': {
    done: 'setFieldName setOnChangeAction setTitle setValueInMsSinceEpoch',
  },
  'Card_Service.DateTimePicker': {
    done: 'setFieldName setOnChangeAction setTimeZoneOffsetInMins setTitle setValueInMsSinceEpoch',
  },
  'Card_Service.DecoratedText': {
    done: 'setAuthorizationAction setBottomLabel setButton setEndIcon setIcon setIconAltText setIconUrl setOnClickAction setOnClickOpenLinkAction setOpenLink setStartIcon setSwitchControl setText setTopLabel setWrapText setComposeAction',
  },
  'Card_Service.BorderStyle': {
    done: 'setCornerRadius setStrokeColor setType',
  },
  'Card_Service.ImageCropStyle': {
    done: 'setAspectRatio setImageCropType',
  },
  'Card_Service.ImageComponent': {
    done: 'setAltText setBorderStyle setCropStyle setImageUrl',
  },
  'Card_Service.GridItem': {
    done: 'setIdentifier setImage setLayout setSubtitle setTextAlignment setTitle',
  },
  'Card_Service.Grid': {
    done: 'addItem setAuthorizationAction setBorderStyle setNumColumns setOnClickAction setOnClickOpenLinkAction setOpenLink setTitle setComposeAction',
  },
  'Card_Service.DriveItemsSelectedActionResponseBuilder': {
    done: 'build requestFileScope',
  },
  'Card_Service.DriveItemsSelectedActionResponse': {
    done: 'printJson',
  },
  'Card_Service.EditorFileScopeActionResponse': {
    done: 'printJson',
  },
  'Card_Service.EditorFileScopeActionResponseBuilder': {
    done: 'build requestFileScopeForActiveDocument',
  },
  'Conference_Data.ConferenceData': { done: 'printJson' },
  'Conference_Data.ConferenceDataBuilder': {
    done: 'addConferenceParameter addEntryPoint build setConferenceId setConferenceSolutionId setError setNotes',
  },
  'Conference_Data.ConferenceDataService': {
    done: 'ConferenceErrorType EntryPointFeature EntryPointType newConferenceDataBuilder newConferenceError newConferenceParameter newEntryPoint',
  },
  'Conference_Data.ConferenceError': { done: 'setAuthenticationUrl setConferenceErrorType' },
  'Conference_Data.ConferenceParameter': { done: 'setKey setValue' },
  'Conference_Data.EntryPoint': {
    done: 'addFeature setAccessCode setEntryPointType setMeetingCode setPasscode setPassword setPin setRegionCode setUri',
  },
};
