import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab } from './test/lab.ts';

let lab: Lab;
beforeAll(() => {
  lab = new Lab();
});
afterAll(() => {
  lab.stop();
});

const SOLUTION = {
  addOns: {
    common: { name: 'Calls', logoUrl: 'https://lh3.googleusercontent.com/a' },
    calendar: {
      conferenceSolution: [
        {
          id: '7',
          name: 'Call',
          logoUrl: 'https://lh3.googleusercontent.com/call',
          onCreateFunction: 'main',
        },
      ],
    },
  },
};

async function refusal(code: string): Promise<string | undefined> {
  const { error } = await lab.once(code, SOLUTION);
  return error?.message;
}

describe('CardService', () => {
  it('builds Google’s card JSON', async () => {
    const { kind, result } = await lab.once(`
      var action = CardService.newAction().setFunctionName('go').setParameters({ id: '1' }).setLoadIndicator(CardService.LoadIndicator.SPINNER);
      var button = CardService.newTextButton().setText('Go').setTextButtonStyle(CardService.TextButtonStyle.FILLED).setBackgroundColor('#ff0000').setOnClickAction(action);
      var open = CardService.newTextButton().setText('Open').setOpenLink(CardService.newOpenLink().setUrl('http://example.test/').setOpenAs(CardService.OpenAs.OVERLAY).setOnClose(CardService.OnClose.RELOAD_ADD_ON));
      var text = CardService.newDecoratedText().setTopLabel('When').setText('Now').setStartIcon(CardService.newIconImage().setIcon(CardService.Icon.CLOCK)).setWrapText(true)
        .setSwitchControl(CardService.newSwitch().setFieldName('s').setValue('on').setSelected(true).setOnChangeAction(action));
      var input = CardService.newSelectionInput().setType(CardService.SelectionInputType.DROPDOWN).setFieldName('f').setTitle('Pick').addItem('One', 1, true);
      var section = CardService.newCardSection().setHeader('Head').setCollapsible(true).setNumUncollapsibleWidgets(1)
        .addWidget(text).addWidget(CardService.newButtonSet().addButton(button).addButton(open)).addWidget(button).addWidget(CardService.newDivider()).addWidget(input)
        .addWidget(CardService.newTextInput().setFieldName('t').setTitle('T').setMultiline(true).setSuggestions(CardService.newSuggestions().addSuggestion('x')));
      return CardService.newCardBuilder().setName('main').setHeader(CardService.newCardHeader().setTitle('Title').setImageStyle(CardService.ImageStyle.CIRCLE)).addSection(section)
        .addCardAction(CardService.newCardAction().setText('More').setOnClickAction(action)).setFixedFooter(CardService.newFixedFooter().setPrimaryButton(open)).build();`);
    const action = { function: 'go', parameters: [{ key: 'id', value: '1' }], loadIndicator: 'SPINNER' };
    const go = { text: 'Go', type: 'FILLED', color: { red: 1, green: 0, blue: 0 }, onClick: { action } };
    const open = {
      text: 'Open',
      onClick: { openLink: { url: 'https://example.test/', openAs: 'OVERLAY', onClose: 'RELOAD' } },
    };
    expect(kind).toBe('card');
    expect(result).toEqual({
      header: { title: 'Title', imageType: 'CIRCLE' },
      sections: [
        {
          header: 'Head',
          collapsible: true,
          uncollapsibleWidgetsCount: 1,
          widgets: [
            {
              decoratedText: {
                topLabel: 'When',
                text: 'Now',
                startIcon: { knownIcon: 'CLOCK' },
                wrapText: true,
                switchControl: { name: 's', value: 'on', selected: true, onChangeAction: action },
              },
            },
            { buttonList: { buttons: [go, open] } },
            { buttonList: { buttons: [go] } },
            { divider: {} },
            {
              selectionInput: {
                type: 'DROPDOWN',
                name: 'f',
                label: 'Pick',
                items: [{ text: 'One', value: '1', selected: true }],
              },
            },
            {
              textInput: {
                name: 't',
                label: 'T',
                type: 'MULTIPLE_LINE',
                initialSuggestions: { items: [{ text: 'x' }] },
              },
            },
          ],
        },
      ],
      name: 'main',
      cardActions: [{ actionLabel: 'More', onClick: { action } }],
      fixedFooter: { primaryButton: open },
    });
  });

  it('builds responses', async () => {
    const { kind, result } = await lab.once(`
      var card = CardService.newCardBuilder().setName('c').build();
      return CardService.newActionResponseBuilder()
        .setNavigation(CardService.newNavigation().popToRoot().updateCard(card).pushCard(card).popCard().popToNamedCard('c'))
        .setNotification(CardService.newNotification().setText('Done')).setStateChanged(true).build();`);
    expect(kind).toBe('actionResponse');
    expect(result).toEqual({
      renderActions: {
        action: {
          navigations: [
            { popToRoot: true },
            { updateCard: { name: 'c' } },
            { pushCard: { name: 'c' } },
            { pop: true },
            { popToCard: 'c' },
          ],
          notification: { text: 'Done' },
        },
      },
      stateChanged: true,
    });
    const universal = await lab.once(
      `return CardService.newUniversalActionResponseBuilder().displayAddOnCards([CardService.newCardBuilder().build()]).build()`,
    );
    expect(universal).toMatchObject({
      kind: 'universalActionResponse',
      result: { renderActions: { action: { navigations: [{ pushCard: {} }] } } },
    });
  });

  it('refuses what Google refuses', async () => {
    expect(await refusal(`CardService.newTextParagraph().setText(5)`)).toBe(
      "The parameters (number) don't match the method signature for CardService.TextParagraph.setText.",
    );
    expect(await refusal(`CardService.newCardSection().addWidget(CardService.newSwitch())`)).toContain(
      '(CardService.Switch)',
    );
    expect(await refusal(`CardService.newAction().setFunctionName('f').setParameters({ n: 1 })`)).toContain(
      'must be a string',
    );
    expect(
      await refusal(
        `CardService.newCardBuilder().addSection(CardService.newCardSection().addWidget(CardService.newTextInput())).build()`,
      ),
    ).toContain('setFieldName');
    expect(
      await refusal(
        `CardService.newTextButton().setOnClickAction(CardService.newAction()).setText('x').setTextButtonStyle('FILLED')`,
      ),
    ).toContain('(String)');
    expect(await refusal(`CardService.newOpenLink().setUrl('javascript:alert(1)')`)).toContain('is no link');
    expect(await refusal(`CardService.newAction().setMethodName('f')`)).toBe(
      'Action.setMethodName is not built in this local Apps Script.',
    );
    expect(await refusal(`CardService.newComposeActionResponseBuilder().build()`)).toContain('setGmailDraft');
  });

  it('builds the responses of other hosts', async () => {
    const update = await lab.once(`var S = CardService; return S.newUpdateDraftActionResponseBuilder()
      .setUpdateDraftToRecipientsAction(S.newUpdateDraftToRecipientsAction().addUpdateToRecipients(['a@x.test']))
      .setUpdateDraftCcRecipientsAction(S.newUpdateDraftCcRecipientsAction().addUpdateCcRecipients(['b@x.test']))
      .setUpdateDraftBccRecipientsAction(S.newUpdateDraftBccRecipientsAction().addUpdateBccRecipients(['c@x.test']))
      .setUpdateDraftSubjectAction(S.newUpdateDraftSubjectAction().addUpdateSubject('Hi'))
      .setUpdateDraftBodyAction(S.newUpdateDraftBodyAction().addUpdateContent('<b>x</b>', S.ContentType.MUTABLE_HTML).setUpdateType(S.UpdateDraftBodyType.IN_PLACE_INSERT)).build()`);
    expect(update).toMatchObject({
      kind: 'updateDraftActionResponse',
      result: {
        renderActions: {
          hostAppAction: {
            gmailAction: {
              updateDraftActionMarkup: {
                updateToRecipients: { toRecipients: [{ email: 'a@x.test' }] },
                updateCcRecipients: { ccRecipients: [{ email: 'b@x.test' }] },
                updateBccRecipients: { bccRecipients: [{ email: 'c@x.test' }] },
                updateSubject: { subject: 'Hi' },
                updateBody: {
                  insertContents: [{ content: '<b>x</b>', contentType: 'MUTABLE_HTML' }],
                  type: 'IN_PLACE_INSERT',
                },
              },
            },
          },
        },
      },
    });
    const drive = await lab.once(
      `return CardService.newDriveItemsSelectedActionResponseBuilder().requestFileScope('7').build()`,
    );
    expect(drive).toMatchObject({
      kind: 'driveItemsSelectedActionResponse',
      result: { renderActions: { hostAppAction: { driveAction: { requestFileScope: { itemId: '7' } } } } },
    });
    const editor = await lab.once(
      `return CardService.newEditorFileScopeActionResponseBuilder().requestFileScopeForActiveDocument().build()`,
    );
    expect(editor.kind).toBe('editorFileScopeActionResponse');
    const preview = await lab.once(
      `return CardService.newLinkPreview().setTitle('T').setPreviewCard(CardService.newCardBuilder().setName('c').build())`,
    );
    expect(preview).toMatchObject({
      kind: 'linkPreview',
      result: { action: { linkPreview: { title: 'T', previewCard: { name: 'c' } } } },
    });
  });

  it('has columns and chips, and refuses other new things by name', async () => {
    const { result } = await lab.once(`var S = CardService;
      var column = S.newColumn().setHorizontalSizeStyle(S.HorizontalSizeStyle.FILL_MINIMUM_SPACE).addWidget(S.newTextParagraph().setText('a'));
      var chips = S.newChipList().setLayout(S.ChipListLayout.WRAPPED).addChip(S.newChip().setLabel('c').setOnClickAction(S.newAction().setFunctionName('f')));
      return S.newCardBuilder().addSection(S.newCardSection().addWidget(S.newColumns().addColumn(column).addColumn(S.newColumn().addWidget(chips)).setWrapStyle(S.WrapStyle.WRAP))).build();`);
    const chip = { label: 'c', onClick: { action: { function: 'f' } } };
    expect(result).toEqual({
      sections: [
        {
          widgets: [
            {
              columns: {
                wrapStyle: 'WRAP',
                columnItems: [
                  { horizontalSizeStyle: 'FILL_MINIMUM_SPACE', widgets: [{ textParagraph: { text: 'a' } }] },
                  { widgets: [{ chipList: { layout: 'WRAPPED', chips: [chip] } }] },
                ],
              },
            },
          ],
        },
      ],
    });
    expect(await refusal(`CardService.newDialog()`)).toBe(
      'CardService.newDialog is not built in this local Apps Script.',
    );
  });

  it('drops sections beyond a hundred widgets without a word', async () => {
    const { result } = await lab.once(`var b = CardService.newCardBuilder();
      for (var s = 0; s < 3; s++) { var section = CardService.newCardSection(); for (var w = 0; w < 40; w++) section.addWidget(CardService.newTextParagraph().setText('x')); b.addSection(section); }
      return b.build();`);
    expect((result as { sections: unknown[] }).sections).toHaveLength(2);
  });

  it('tells cards, lists of cards, forgotten builds and prompts apart', async () => {
    expect((await lab.once(`return CardService.newCardBuilder()`)).kind).toBe('unbuilt');
    expect((await lab.once(`return [CardService.newCardBuilder().build()]`)).kind).toBe('cards');
    expect((await lab.once(`return { a: 1 }`)).kind).toBe('value');
    const prompt = await lab.once(
      `CardService.newAuthorizationException().setAuthorizationUrl('https://x.test/a').setResourceDisplayName('X').setCustomUiCallback('ask').throwException()`,
    );
    expect(prompt.kind).toBe('authorization');
    expect(prompt.error?.details).toEqual({
      authorizationUrl: 'https://x.test/a',
      resourceDisplayName: 'X',
      customUiCallback: 'ask',
    });
  });
});

describe('ConferenceDataService', () => {
  const video = `ConferenceDataService.newEntryPoint().setEntryPointType(ConferenceDataService.EntryPointType.VIDEO).setUri('https://x.test/j')`;

  it('builds what will stand on the event (trap 12)', async () => {
    const { kind, result } = await lab.once(
      `var S = ConferenceDataService;
      return S.newConferenceDataBuilder().setConferenceId('1').addEntryPoint(${video}.setMeetingCode('m').setPasscode('p'))
        .addEntryPoint(S.newEntryPoint().setEntryPointType(S.EntryPointType.PHONE).setUri('tel:+15550100,,9#').setRegionCode('US').addFeature(S.EntryPointFeature.TOLL).setPin('1'))
        .addEntryPoint(S.newEntryPoint().setEntryPointType(S.EntryPointType.SIP).setUri('sip:1@x.test'))
        .addConferenceParameter(S.newConferenceParameter().setKey('ref').setValue('r')).build();`,
      SOLUTION,
    );
    expect(kind).toBe('conferenceData');
    expect(result).toMatchObject({
      conferenceId: '1',
      conferenceSolution: {
        key: { type: 'addOn' },
        name: 'Call',
        iconUri: 'https://lh3.googleusercontent.com/call',
      },
      entryPoints: [
        {
          entryPointType: 'video',
          uri: 'https://x.test/j',
          label: 'x.test/j',
          meetingCode: 'm',
          passcode: 'p',
        },
        {
          entryPointType: 'phone',
          uri: 'tel:+15550100,,9#',
          label: '+15550100',
          regionCode: 'US',
          pin: '1',
          entryPointFeatures: ['toll'],
        },
        { entryPointType: 'sip', uri: 'sip:1@x.test', label: '1@x.test' },
      ],
    });
    const { parameters } = result as {
      parameters: { addOnParameters: { parameters: Record<string, string> } };
    };
    expect(Object.keys(parameters.addOnParameters.parameters)).toEqual(['scriptId', 'ref']);
  });

  it('an error needs nothing else', async () => {
    const { result } = await lab.once(
      `return ConferenceDataService.newConferenceDataBuilder().setError(ConferenceDataService.newConferenceError().setConferenceErrorType(ConferenceDataService.ConferenceErrorType.AUTHENTICATION).setAuthenticationUrl('https://x.test/in')).build()`,
      SOLUTION,
    );
    expect(result).toEqual({ error: { type: 'AUTHENTICATION', authenticationUrl: 'https://x.test/in' } });
  });

  const S = 'ConferenceDataService';
  const builder = `${S}.newConferenceDataBuilder()`;
  const error = `${S}.newConferenceError().setConferenceErrorType(${S}.ConferenceErrorType`;
  it.each([
    ['conferenceId over 512', `${builder}.setConferenceId('x'.repeat(513))`],
    ['an unknown solution', `${builder}.setConferenceSolutionId('8')`],
    ['notes over 2048', `${builder}.setNotes('x'.repeat(2049))`],
    ['no entry point', `${builder}.build()`],
    [
      'MORE alone',
      `${builder}.addEntryPoint(${S}.newEntryPoint().setEntryPointType(${S}.EntryPointType.MORE).setUri('https://x.test/')).build()`,
    ],
    ['two VIDEO', `${builder}.addEntryPoint(${video}).addEntryPoint(${video}).build()`],
    [
      '301 parameters',
      `var b = ${builder}; for (var i = 0; i < 301; i++) b.addConferenceParameter(${S}.newConferenceParameter())`,
    ],
    ['a key over 50', `${S}.newConferenceParameter().setKey('x'.repeat(51))`],
    ['a value over 1024', `${S}.newConferenceParameter().setValue('x'.repeat(1025))`],
    [
      'a parameter without value',
      `${builder}.addEntryPoint(${video}).addConferenceParameter(${S}.newConferenceParameter().setKey('k')).build()`,
    ],
    ['a uri over 1300', `${S}.newEntryPoint().setUri('https://x.test/' + 'x'.repeat(1300))`],
    ['a malformed uri', `${S}.newEntryPoint().setUri('x.test')`],
    ['a uri of another type', `${video}.setUri('tel:+1')`],
    ['a code over 128', `${S}.newEntryPoint().setPasscode('x'.repeat(129))`],
    [
      'a feature on VIDEO',
      `${builder}.addEntryPoint(${video}.addFeature(${S}.EntryPointFeature.TOLL)).build()`,
    ],
    [
      'TOLL and TOLL_FREE',
      `${S}.newEntryPoint().addFeature(${S}.EntryPointFeature.TOLL).addFeature(${S}.EntryPointFeature.TOLL_FREE)`,
    ],
    [
      'no uri',
      `${builder}.addEntryPoint(${S}.newEntryPoint().setEntryPointType(${S}.EntryPointType.VIDEO)).build()`,
    ],
    ['AUTHENTICATION without URL', `${builder}.setError(${error}.AUTHENTICATION)).build()`],
    [
      'a URL without AUTHENTICATION',
      `${builder}.setError(${error}.TEMPORARY).setAuthenticationUrl('https://x.test/')).build()`,
    ],
    [
      'a URL over 1800',
      `${S}.newConferenceError().setAuthenticationUrl('https://x.test/' + 'x'.repeat(1800))`,
    ],
    [
      'from a card without a solution',
      `CardService.newCalendarEventActionResponseBuilder().setConferenceData(${builder}.addEntryPoint(${video}).build())`,
    ],
  ])('trap 33: the conference builder refuses what breaks a limit: %s', async (_, code) => {
    expect(await refusal(code)).toMatch(/^Invalid /);
  });

  it('goes onto an open event by a card’s response', async () => {
    const { kind, result } = await lab.once(
      `return CardService.newCalendarEventActionResponseBuilder().addAttendees(['a@x.test']).setConferenceData(${builder}.setConferenceSolutionId('7').addEntryPoint(${video}).build()).build()`,
      SOLUTION,
    );
    expect(kind).toBe('calendarEventActionResponse');
    expect(result).toMatchObject({
      renderActions: {
        hostAppAction: {
          calendarAction: {
            editAttendeesActionMarkup: { addAttendeeEmails: ['a@x.test'] },
            editConferenceDataActionMarkup: {
              conferenceData: { conferenceSolutionId: '7', entryPoints: [{ entryPointType: 'video' }] },
            },
          },
        },
      },
    });
  });
});
