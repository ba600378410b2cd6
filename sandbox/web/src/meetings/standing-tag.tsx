/** Whether Webex and the calendar say the same: shape and word, never colour alone. */
import { CircleCheck, CircleDashed, CircleX, Hourglass } from 'lucide-preact';
import { t } from '../messages.ts';

export type TagKind = 'inStep' | 'onItsWay' | 'alone' | 'deleted';

const LOOKS = {
  inStep: { Icon: CircleCheck, tone: 'ok' },
  onItsWay: { Icon: Hourglass, tone: 'warn' },
  alone: { Icon: CircleDashed, tone: 'quiet' },
  deleted: { Icon: CircleX, tone: 'quiet' },
} as const;

export function StandingTag({
  standing,
  plain = false,
}: {
  readonly standing: TagKind;
  readonly plain?: boolean;
}) {
  const { Icon, tone } = LOOKS[standing];
  return (
    <span class={plain ? `standing is-${tone}` : `tag is-${tone}`}>
      <Icon size={plain ? 16 : 14} aria-hidden="true" />
      {sentenceCase(t(`standing.${standing}`))}
    </span>
  );
}

/** In a sentence the word is small; standing alone it begins like one. */
function sentenceCase(word: string): string {
  return word.charAt(0).toLocaleUpperCase() + word.slice(1);
}
