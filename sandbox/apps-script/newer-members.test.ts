/** Members younger than the type package, and what Google's sentence about arguments calls what it was given. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lab } from './test/lab.ts';

let lab: Lab;
beforeAll(() => {
  lab = new Lab();
});
afterAll(() => {
  lab.stop();
});

async function refusals(...attempts: readonly string[]): Promise<unknown> {
  const { result, error } = await lab.once(
    `return [${attempts.map((attempt) => `() => ${attempt}`).join(', ')}].map((attempt) => { try { attempt(); return 'no error'; } catch (error) { return error.message; } });`,
  );
  return error ?? result;
}

describe('members younger than the type package', () => {
  it('puts a menu behind a button, a control at a section and cards in a carousel', async () => {
    const { result } = await lab.once(`var S = CardService;
      var link = S.newOpenLink().setUrl('www.example.test');
      var entry = S.newOverflowMenuItem().setText('More').setStartIcon(S.newIconImage().setIcon(S.Icon.STAR)).setDisabled(false).setOpenLink(link);
      var menu = S.newImageButton().setIcon(S.Icon.STAR).setImageButtonStyle(S.ImageButtonStyle.OUTLINED).setOverflowMenu(S.newOverflowMenu().addMenuItem(entry));
      var named = (text) => S.newTextButton().setText(text).setMaterialIcon(S.newMaterialIcon().setName('add')).setOpenLink(link);
      var control = S.newCollapseControl().setHorizontalAlign(S.HorizontalAlignment.END).setExpandButton(named('open')).setCollapseButton(named('shut'));
      var card = S.newCarouselCard().addWidget(S.newTextParagraph().setText('a')).addFooterWidget(named('foot'));
      var section = S.newCardSection().setCollapsible(true).setCollapseControl(control).addWidget(menu).addWidget(S.newCarousel().addCarouselCard(card));
      return S.newCardBuilder().addSection(section).build();`);
    const onClick = { openLink: { url: 'www.example.test' } };
    const button = (text: string) => ({ text, icon: { materialIcon: { name: 'add' } }, onClick });
    const items = [{ text: 'More', startIcon: { knownIcon: 'STAR' }, disabled: false, onClick }];
    const menu = { icon: { knownIcon: 'STAR' }, type: 'OUTLINED', onClick: { overflowMenu: { items } } };
    expect(result).toEqual({
      sections: [
        {
          collapsible: true,
          collapseControl: {
            horizontalAlignment: 'END',
            expandButton: button('open'),
            collapseButton: button('shut'),
          },
          widgets: [
            { buttonList: { buttons: [menu] } },
            {
              carousel: {
                carouselCards: [
                  {
                    widgets: [{ textParagraph: { text: 'a' } }],
                    footerWidgets: [{ buttonList: { buttons: [button('foot')] } }],
                  },
                ],
              },
            },
          ],
        },
      ],
    });
  });

  it('refuses by name what belongs to chats, workflows and expressions', async () => {
    expect(
      await refusals(
        'CardService.newChatResponseBuilder()',
        'CardService.newTextInput().setHostAppDataSource({})',
        'CardService.newSelectionInput().setPlatformDataSource({})',
        'CardService.newOverflowMenuItem().setText("x").setOpenLink(CardService.newOpenLink().setUrl("tel:+1")).build()',
      ),
    ).toEqual([
      'CardService.newChatResponseBuilder is not built in this local Apps Script.',
      'TextInput.setHostAppDataSource is not built in this local Apps Script.',
      'SelectionInput.setPlatformDataSource is not built in this local Apps Script.',
      expect.stringContaining('build is not a function'),
    ]);
  });
});

describe('the sentence about arguments', () => {
  it('names classes of Google by their service and every object of a script (class)', async () => {
    const about = (given: string, method: string): string =>
      `The parameters (${given}) don't match the method signature for ${method}.`;
    expect(
      await refusals(
        'CardService.newTextInput().setTitle({})',
        'CardService.newTextInput().setTitle(new (class Mine {}))',
        'CardService.newTextInput().setTitle(() => 1)',
        'CardService.newTextInput().setTitle(new Date())',
        'CardService.newTextInput().setTitle(CardService.newAction())',
        'CardService.newTextInput().setTitle([CardService.Icon.STAR])',
        'Utilities.formatDate(CacheService.getUserCache(), 1, true)',
        'Utilities.formatDate(Utilities.newBlob("x"), null, undefined)',
      ),
    ).toEqual([
      about('(class)', 'CardService.TextInput.setTitle'),
      about('(class)', 'CardService.TextInput.setTitle'),
      about('(class)', 'CardService.TextInput.setTitle'),
      about('Date', 'CardService.TextInput.setTitle'),
      about('CardService.Action', 'CardService.TextInput.setTitle'),
      about('CardService.Icon[]', 'CardService.TextInput.setTitle'),
      about('CacheService.Cache,number,Boolean', 'Utilities.formatDate'),
      about('Blob,null,null', 'Utilities.formatDate'),
    ]);
  });

  it('cuts a fraction of a second where a script waits a random time', async () => {
    const running = lab.once(`Utilities.sleep(1000.9); CacheService.getUserCache().put('k', 'v', 30.5);
      const lock = LockService.getUserLock(); lock.waitLock(1.5);
      return [lock.tryLock(0.5), CacheService.getUserCache().get('k')];`);
    await lab.quiet();
    await lab.advance(1000);
    const { result, error } = await running;
    expect([error, result]).toEqual([null, [true, 'v']]);
  });
});
