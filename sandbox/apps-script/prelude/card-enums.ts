/** CardService's enumerations. */
import { enumeration } from './enum-value.ts';

const named = (name: string, members: string) => enumeration(`CardService.${name}`, members);

export const cardEnums = {
  BorderType: named('BorderType', 'NO_BORDER STROKE'),
  ChipListLayout: named('ChipListLayout', 'WRAPPED HORIZONTAL_SCROLLABLE'),
  ComposedEmailType: named('ComposedEmailType', 'REPLY_AS_DRAFT STANDALONE_DRAFT'),
  ContentType: named('ContentType', 'TEXT MUTABLE_HTML IMMUTABLE_HTML'),
  DisplayStyle: named('DisplayStyle', 'PEEK REPLACE'),
  GridItemLayout: named('GridItemLayout', 'TEXT_BELOW TEXT_ABOVE'),
  HorizontalAlignment: named('HorizontalAlignment', 'START CENTER END'),
  HorizontalSizeStyle: named('HorizontalSizeStyle', 'FILL_AVAILABLE_SPACE FILL_MINIMUM_SPACE'),
  Icon: named(
    'Icon',
    'NONE AIRPLANE BOOKMARK BUS CAR CLOCK CONFIRMATION_NUMBER_ICON DOLLAR DESCRIPTION EMAIL EVENT_PERFORMER EVENT_SEAT ' +
      'FLIGHT_ARRIVAL FLIGHT_DEPARTURE HOTEL HOTEL_ROOM_TYPE INVITE MAP_PIN MEMBERSHIP MULTIPLE_PEOPLE OFFER PERSON PHONE ' +
      'RESTAURANT_ICON SHOPPING_CART STAR STORE TICKET TRAIN VIDEO_CAMERA VIDEO_PLAY',
  ),
  ImageButtonStyle: named('ImageButtonStyle', 'BORDERLESS OUTLINED FILLED FILLED_TONAL'),
  ImageCropType: named('ImageCropType', 'SQUARE CIRCLE RECTANGLE_CUSTOM RECTANGLE_4_3'),
  ImageStyle: named('ImageStyle', 'SQUARE CIRCLE'),
  InputType: named('InputType', 'TEXT INTEGER FLOAT EMAIL'),
  Interaction: named('Interaction', 'INTERACTION_UNSPECIFIED OPEN_DIALOG'),
  LoadIndicator: named('LoadIndicator', 'SPINNER NONE'),
  OnClose: named('OnClose', 'NOTHING RELOAD RELOAD_ADD_ON'),
  OpenAs: named('OpenAs', 'FULL_SIZE OVERLAY'),
  SelectionInputType: named('SelectionInputType', 'CHECK_BOX RADIO_BUTTON DROPDOWN SWITCH MULTI_SELECT'),
  SwitchControlType: named('SwitchControlType', 'SWITCH CHECK_BOX'),
  TextButtonStyle: named('TextButtonStyle', 'OUTLINED TEXT FILLED FILLED_TONAL BORDERLESS'),
  UpdateDraftBodyType: named('UpdateDraftBodyType', 'IN_PLACE_INSERT'),
  VerticalAlignment: named('VerticalAlignment', 'CENTER TOP BOTTOM'),
  WrapStyle: named('WrapStyle', 'NOWRAP WRAP'),
};
