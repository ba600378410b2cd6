/** CalendarApp's enumerations. The two of colours are strings: what a setter takes and a getter gives back. */
import { enumeration } from '../enum-value.ts';

const named = (name: string, members: string) => enumeration(`CalendarApp.${name}`, members);

function strings(pairs: string): Readonly<Record<string, string>> {
  return Object.freeze(
    Object.fromEntries(pairs.split(' ').map((pair) => pair.split('=') as [string, string])),
  );
}

export const Weekday = named('Weekday', 'SUNDAY MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY SATURDAY');

export const calendarEnums = {
  /** https://developers.google.com/apps-script/reference/calendar/color */
  Color: strings(
    'BLUE=#2952A3 BROWN=#8D6F47 CHARCOAL=#4E5D6C CHESTNUT=#865A5A GRAY=#5A6986 GREEN=#0D7813 INDIGO=#5229A3 LIME=#528800 ' +
      'MUSTARD=#88880E OLIVE=#6E6E41 ORANGE=#BE6D00 PINK=#B1365F PLUM=#705770 PURPLE=#7A367A RED=#A32929 RED_ORANGE=#B1440E ' +
      'SEA_BLUE=#29527A SLATE=#4A716C TEAL=#28754E TURQOISE=#1B887A YELLOW=#AB8B00',
  ),
  /** https://developers.google.com/apps-script/reference/calendar/event-color */
  EventColor: strings(
    'PALE_BLUE=1 PALE_GREEN=2 MAUVE=3 PALE_RED=4 YELLOW=5 ORANGE=6 CYAN=7 GRAY=8 BLUE=9 GREEN=10 RED=11',
  ),
  EventTransparency: named('EventTransparency', 'OPAQUE TRANSPARENT'),
  EventType: named('EventType', 'DEFAULT BIRTHDAY FOCUS_TIME FROM_GMAIL OUT_OF_OFFICE WORKING_LOCATION'),
  GuestStatus: named('GuestStatus', 'INVITED MAYBE NO OWNER YES'),
  Month: named(
    'Month',
    'JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER',
  ),
  Visibility: named('Visibility', 'CONFIDENTIAL DEFAULT PRIVATE PUBLIC'),
  Weekday,
};
