/** Parts of cards that are younger than the type package: menus behind a button, collapsing sections, carousels. */
import { flag, text } from './check.ts';
import { memberOf } from './enum-value.ts';
import { cardEnums } from './card-enums.ts';
import { clickSetters } from './card-actions.ts';
import { definePart, field, isPart, item } from './part.ts';
import type { PartClass } from './part.ts';

const anyButton = isPart('TextButton', 'ImageButton');
const ofCarousels = isPart('TextParagraph', 'Image', 'ButtonSet', 'TextButton', 'ImageButton');

/** https://developers.google.com/workspace/add-ons/reference/rpc/google.apps.card.v1 names the fields. */
export const newerParts: Readonly<Record<string, PartClass>> = {
  OverflowMenuItem: definePart('OverflowMenuItem', {
    setters: {
      ...clickSetters,
      setDisabled: field('disabled', flag),
      setStartIcon: field('startIcon', isPart('IconImage')),
      setText: field('text', text),
    },
    required: { text: 'setText', onClick: 'setOnClickAction or setOpenLink' },
  }),
  OverflowMenu: definePart('OverflowMenu', {
    setters: { addMenuItem: item('items', isPart('OverflowMenuItem')) },
    required: { items: 'addMenuItem' },
  }),
  CollapseControl: definePart('CollapseControl', {
    setters: {
      setCollapseButton: field('collapseButton', anyButton),
      setExpandButton: field('expandButton', anyButton),
      setHorizontalAlign: field('horizontalAlignment', memberOf(cardEnums.HorizontalAlignment)),
    },
    required: { collapseButton: 'setCollapseButton', expandButton: 'setExpandButton' },
  }),
  CarouselCard: definePart('CarouselCard', {
    setters: {
      addFooterWidget: item('_footerWidgets', ofCarousels),
      addWidget: item('_widgets', ofCarousels),
    },
  }),
  Carousel: definePart('Carousel', {
    setters: { addCarouselCard: item('_carouselCards', isPart('CarouselCard')) },
  }),
};

/** For chats, workflows and expressions, which no calendar add-on has: each throws its name. */
export const REFUSED_PARTS =
  'ActionStatus CardWithId ChatActionResponse ChatClientDataSource ChatResponseBuilder ChatSpaceDataSource ' +
  'CommonWidgetAction Condition Dialog DialogAction EventAction ExpressionData ExpressionDataAction ' +
  'ExpressionDataCondition HostAppDataSource PlatformDataSource Trigger UpdateVisibilityAction UpdatedWidget ' +
  'WorkflowDataSource';

/** Part → setters that take one of those. */
export const REFUSED_SETTERS: Readonly<Record<string, string>> = {
  DateTimePicker: 'setHostAppDataSource',
  SelectionInput: 'setPlatformDataSource',
  TextInput: 'setHostAppDataSource',
};
