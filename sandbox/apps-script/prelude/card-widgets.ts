/** The widgets of a card and the small parts they are made of. */
import { Exception } from './host.ts';
import { anything, either, flag, integer, number, text, texts } from './check.ts';
import { memberOf } from './enum-value.ts';
import { cardEnums } from './card-enums.ts';
import { clickSetters } from './card-actions.ts';
import { definePart, field, inside, isPart, item } from './part.ts';
import type { PartClass, Setter } from './part.ts';

const icon = memberOf(cardEnums.Icon);
const onChange = field('onChangeAction', isPart('Action'));
const fieldName = field('name', text);
const altText = field('altText', text);

/** `#rrggbb` as Google's colour. */
function colour(value: unknown): unknown {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(value as string);
  if (!hex) throw new Exception(`Invalid color: ${String(value)}`);
  const [red = 0, green = 0, blue = 0] = hex.slice(1).map((part) => Number.parseInt(part, 16) / 255);
  return { red, green, blue };
}

const digits = (value: unknown): boolean => typeof value === 'string' && /^\d+$/.test(value);
const buttonIcon: Readonly<Record<string, Setter>> = {
  setIcon: inside('icon', icon, (knownIcon) => ({ knownIcon })),
  setIconUrl: inside('icon', text, (iconUrl) => ({ iconUrl })),
  setMaterialIcon: inside('icon', isPart('MaterialIcon'), (materialIcon) => ({ materialIcon })),
};
const overflow = field('onClick', isPart('OverflowMenu'), (overflowMenu) => ({ overflowMenu }));

/** What may stand in a column. https://developers.google.com/apps-script/reference/card-service/column */
const IN_COLUMNS = [
  'TextParagraph',
  'Image',
  'DecoratedText',
  'ButtonSet',
  'TextInput',
  'SelectionInput',
  'DatePicker',
  'DateTimePicker',
  'TimePicker',
  'ChipList',
];

const milliseconds = field('valueMsEpoch', either(number, text), (value) => String(value));

export const widgetParts: Readonly<Record<string, PartClass>> = {
  BorderStyle: definePart('BorderStyle', {
    setters: {
      setCornerRadius: field('cornerRadius', number),
      setStrokeColor: field('strokeColor', text, colour),
      setType: field('type', memberOf(cardEnums.BorderType)),
    },
  }),
  ImageCropStyle: definePart('ImageCropStyle', {
    setters: {
      setAspectRatio: field('aspectRatio', number),
      setImageCropType: field('type', memberOf(cardEnums.ImageCropType)),
    },
  }),
  ImageComponent: definePart('ImageComponent', {
    setters: {
      setAltText: altText,
      setBorderStyle: field('borderStyle', isPart('BorderStyle')),
      setCropStyle: field('cropStyle', isPart('ImageCropStyle')),
      setImageUrl: field('imageUri', text),
    },
  }),
  MaterialIcon: definePart('MaterialIcon', {
    setters: {
      setFill: field('fill', flag),
      setGrade: field('grade', integer),
      setName: field('name', text),
      setWeight: field('weight', integer),
    },
    required: { name: 'setName' },
  }),
  IconImage: definePart('IconImage', {
    setters: {
      setAltText: altText,
      setIcon: field('knownIcon', icon),
      setIconUrl: field('iconUrl', text),
      setImageCropType: field('imageType', memberOf(cardEnums.ImageCropType)),
      setMaterialIcon: field('materialIcon', isPart('MaterialIcon')),
    },
  }),
  Switch: definePart('Switch', {
    setters: {
      setControlType: field('controlType', memberOf(cardEnums.SwitchControlType)),
      setFieldName: fieldName,
      setOnChangeAction: onChange,
      setSelected: field('selected', flag),
      setValue: field('value', text),
    },
    required: { name: 'setFieldName' },
  }),
  TextButton: definePart('TextButton', {
    setters: {
      ...clickSetters,
      setAltText: altText,
      setBackgroundColor: field('color', text, colour),
      setDisabled: field('disabled', flag),
      ...buttonIcon,
      setOverflowMenu: overflow,
      setText: field('text', text),
      // TEXT is the older name of a button without a border.
      setTextButtonStyle: field('type', memberOf(cardEnums.TextButtonStyle), (style) =>
        String(style) === 'TEXT' ? 'BORDERLESS' : style,
      ),
    },
    required: { text: 'setText', onClick: 'setOnClickAction or setOpenLink' },
  }),
  ImageButton: definePart('ImageButton', {
    setters: {
      ...clickSetters,
      setAltText: altText,
      ...buttonIcon,
      setImageButtonStyle: field('type', memberOf(cardEnums.ImageButtonStyle)),
      setOverflowMenu: overflow,
    },
    required: { icon: 'setIcon, setIconUrl or setMaterialIcon', onClick: 'setOnClickAction or setOpenLink' },
  }),
  ButtonSet: definePart('ButtonSet', {
    setters: { addButton: item('buttons', isPart('TextButton', 'ImageButton')) },
  }),
  TextParagraph: definePart('TextParagraph', {
    setters: { setText: field('text', text), setMaxLines: field('maxLines', integer) },
    required: { text: 'setText' },
  }),
  Image: definePart('Image', {
    setters: { ...clickSetters, setAltText: altText, setImageUrl: field('imageUrl', text) },
    required: { imageUrl: 'setImageUrl' },
  }),
  DecoratedText: definePart('DecoratedText', {
    setters: {
      ...clickSetters,
      setBottomLabel: field('bottomLabel', text),
      setButton: field('button', isPart('TextButton', 'ImageButton')),
      setEndIcon: field('endIcon', isPart('IconImage')),
      setIcon: inside('startIcon', icon, (knownIcon) => ({ knownIcon })),
      setIconAltText: inside('startIcon', text, (value) => ({ altText: value })),
      setIconUrl: inside('startIcon', text, (iconUrl) => ({ iconUrl })),
      setStartIcon: field('startIcon', isPart('IconImage')),
      setSwitchControl: field('switchControl', isPart('Switch')),
      setText: field('text', text),
      setTopLabel: field('topLabel', text),
      setWrapText: field('wrapText', flag),
    },
    required: { text: 'setText' },
  }),
  KeyValue: definePart('KeyValue', {
    setters: {
      ...clickSetters,
      setBottomLabel: field('bottomLabel', text),
      setButton: field('button', isPart('TextButton', 'ImageButton')),
      setContent: field('text', text),
      setIcon: inside('startIcon', icon, (knownIcon) => ({ knownIcon })),
      setIconAltText: inside('startIcon', text, (value) => ({ altText: value })),
      setIconUrl: inside('startIcon', text, (iconUrl) => ({ iconUrl })),
      setMultiline: field('wrapText', flag),
      setSwitch: field('switchControl', isPart('Switch')),
      setTopLabel: field('topLabel', text),
    },
    required: { text: 'setContent' },
  }),
  Suggestions: definePart('Suggestions', {
    setters: {
      addSuggestion: item('items', text, (value) => ({ text: value })),
      addSuggestions: field('items', texts, (values) =>
        (values as string[]).map((value) => ({ text: value })),
      ),
    },
  }),
  Validation: definePart('Validation', {
    setters: {
      // The reference's own samples write the number as a text.
      setCharacterLimit: field('characterLimit', either(integer, digits), Number),
      setInputType: field('inputType', memberOf(cardEnums.InputType)),
    },
  }),
  TextInput: definePart('TextInput', {
    setters: {
      setFieldName: fieldName,
      setHint: field('hintText', text),
      setMultiline: field('type', flag, (value) => (value === true ? 'MULTIPLE_LINE' : 'SINGLE_LINE')),
      setOnChangeAction: onChange,
      setSuggestions: field('initialSuggestions', isPart('Suggestions')),
      setSuggestionsAction: field('autoCompleteAction', isPart('Action')),
      setTitle: field('label', text),
      setValidation: field('validation', isPart('Validation')),
      setValue: field('value', text),
    },
    required: { name: 'setFieldName' },
  }),
  SelectionInput: definePart('SelectionInput', {
    setters: {
      addItem: selectionItem([anything, anything, flag], (args) => ({
        text: String(args[0]),
        value: String(args[1]),
        selected: args[2],
      })),
      addMultiSelectItem: selectionItem([text, text, flag, text, text], (args) => ({
        text: args[0],
        value: args[1],
        selected: args[2],
        startIconUri: args[3],
        bottomText: args[4],
      })),
      setExternalDataSource: field('externalDataSource', isPart('Action')),
      setFieldName: fieldName,
      setMultiSelectMaxSelectedItems: field('multiSelectMaxSelectedItems', integer),
      setMultiSelectMinQueryLength: field('multiSelectMinQueryLength', integer),
      setOnChangeAction: onChange,
      setTitle: field('label', text),
      setType: field('type', memberOf(cardEnums.SelectionInputType)),
    },
    required: { name: 'setFieldName' },
  }),
  DatePicker: definePart('DatePicker', {
    setters: {
      setFieldName: fieldName,
      setOnChangeAction: onChange,
      setTitle: field('label', text),
      setValueInMsSinceEpoch: milliseconds,
    },
    required: { name: 'setFieldName' },
  }),
  DateTimePicker: definePart('DateTimePicker', {
    setters: {
      setFieldName: fieldName,
      setOnChangeAction: onChange,
      setTimeZoneOffsetInMins: field('timezoneOffsetDate', integer),
      setTitle: field('label', text),
      setValueInMsSinceEpoch: milliseconds,
    },
    required: { name: 'setFieldName' },
  }),
  TimePicker: definePart('TimePicker', {
    setters: {
      setFieldName: fieldName,
      setHours: field('_hours', integer),
      setMinutes: field('_minutes', integer),
      setOnChangeAction: onChange,
      setTitle: field('label', text),
    },
    required: { name: 'setFieldName' },
  }),
  Divider: definePart('Divider', { setters: {} }),
  GridItem: definePart('GridItem', {
    setters: {
      setIdentifier: field('id', text),
      setImage: field('image', isPart('ImageComponent')),
      setLayout: field('layout', memberOf(cardEnums.GridItemLayout)),
      setSubtitle: field('subtitle', text),
      setTextAlignment: field('textAlignment', memberOf(cardEnums.HorizontalAlignment)),
      setTitle: field('title', text),
    },
  }),
  Grid: definePart('Grid', {
    setters: {
      ...clickSetters,
      addItem: item('items', isPart('GridItem')),
      setBorderStyle: field('borderStyle', isPart('BorderStyle')),
      setNumColumns: field('columnCount', integer),
      setTitle: field('title', text),
    },
  }),
  // The next four, and those of card-newer.ts, are newer than the type package.
  Chip: definePart('Chip', {
    setters: {
      ...clickSetters,
      setAltText: altText,
      setDisabled: field('disabled', flag),
      setIcon: field('icon', isPart('IconImage')),
      setLabel: field('label', text),
    },
  }),
  ChipList: definePart('ChipList', {
    setters: {
      addChip: item('chips', isPart('Chip')),
      setLayout: field('layout', memberOf(cardEnums.ChipListLayout)),
    },
  }),
  Column: definePart('Column', {
    setters: {
      addWidget: item('_widgets', isPart(...IN_COLUMNS)),
      setHorizontalAlignment: field('horizontalAlignment', memberOf(cardEnums.HorizontalAlignment)),
      setHorizontalSizeStyle: field('horizontalSizeStyle', memberOf(cardEnums.HorizontalSizeStyle)),
      setVerticalAlignment: field('verticalAlignment', memberOf(cardEnums.VerticalAlignment)),
    },
  }),
  Columns: definePart('Columns', {
    setters: {
      addColumn: item('_columns', isPart('Column')),
      setWrapStyle: field('wrapStyle', memberOf(cardEnums.WrapStyle)),
    },
  }),
};

function selectionItem(checks: Setter['checks'], shape: (args: readonly unknown[]) => unknown): Setter {
  return {
    checks,
    apply: (fields, args) => {
      fields['items'] = [...((fields['items'] as unknown[] | undefined) ?? []), shape(args)];
    },
  };
}

/** The name Google's JSON gives a widget's kind, and the fields that follow from which kind it is. */
const WIDGETS: Readonly<Record<string, { readonly key: string; readonly type?: string }>> = {
  TextParagraph: { key: 'textParagraph' },
  Image: { key: 'image' },
  DecoratedText: { key: 'decoratedText' },
  KeyValue: { key: 'decoratedText' },
  ButtonSet: { key: 'buttonList' },
  TextInput: { key: 'textInput' },
  SelectionInput: { key: 'selectionInput' },
  DatePicker: { key: 'dateTimePicker', type: 'DATE_ONLY' },
  DateTimePicker: { key: 'dateTimePicker', type: 'DATE_AND_TIME' },
  TimePicker: { key: 'dateTimePicker', type: 'TIME_ONLY' },
  Divider: { key: 'divider' },
  Grid: { key: 'grid' },
  ChipList: { key: 'chipList' },
  Columns: { key: 'columns' },
  Carousel: { key: 'carousel' },
};

export const isWidget = isPart(...Object.keys(WIDGETS), 'TextButton', 'ImageButton');

/** How a widget of this class stands in a section. */
export function widgetShape(
  name: string,
  json: Record<string, unknown>,
  hours: unknown,
  minutes: unknown,
): Record<string, unknown> {
  const widget = WIDGETS[name];
  if (!widget) return { buttonList: { buttons: [json] } };
  const time =
    name === 'TimePicker' && hours !== undefined ? { valueMsEpoch: String(msOfDay(hours, minutes)) } : {};
  return { [widget.key]: { ...json, ...(widget.type === undefined ? {} : { type: widget.type }), ...time } };
}

function msOfDay(hours: unknown, minutes: unknown): number {
  return ((hours as number) * 60 + ((minutes as number | undefined) ?? 0)) * 60_000;
}
