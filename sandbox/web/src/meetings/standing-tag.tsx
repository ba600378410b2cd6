/** Whether Webex and the calendar say the same: shape and word, never colour alone. */
import { CircleCheck, CircleX, Hourglass, TriangleAlert } from 'lucide-preact';
import { t } from '../messages.ts';

export type TagKind = 'inStep' | 'onItsWay' | 'differs' | 'deleted';

const LOOKS = {
  inStep: { Icon: CircleCheck, tone: 'ok' },
  onItsWay: { Icon: Hourglass, tone: 'warn' },
  differs: { Icon: TriangleAlert, tone: 'warn' },
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
      {t(`standing.${standing}`)}
    </span>
  );
}
