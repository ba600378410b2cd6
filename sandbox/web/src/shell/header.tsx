/** The bar above everything: where to go, the clock, language, theme, help, and who looks. */
import {
  Activity,
  Calendar,
  CircleHelp,
  Clock,
  Languages,
  Mail,
  Menu,
  PanelRight,
  ShieldCheck,
  SunMoon,
  Video,
  Moon,
  Sun,
  type LucideIcon,
} from 'lucide-preact';
import { nowShown } from '../clock.ts';
import { wallAtMs } from '../dates.ts';
import { formatMoment } from '../formats.ts';
import { language, setLanguage, t } from '../messages.ts';
import { account, session, zone } from '../session.ts';
import { AccountSelect } from '../account/account-select.tsx';
import { hasMail } from '../mail/mail-state.ts';
import { reopenGuide } from '../guide/guide-state.ts';
import { Mark } from './brand.tsx';
import { drawer, toggleDrawer } from './drawers.ts';
import { go, PATHS, route, type Route } from './route.ts';
import { nextTheme, theme } from './theme.ts';

export function Header() {
  return (
    <header class="bar">
      <button
        type="button"
        class="icon-button only-narrow"
        aria-label={t('menu')}
        aria-expanded={drawer.value === 'menu'}
        onClick={() => toggleDrawer('menu')}
      >
        <Menu size={20} />
      </button>
      <span class="brand">
        <Mark />
        <span class="brand-name">{t('app.name')}</span>
      </span>
      <Navigation />
      <div class="bar-end">
        <ClockChip />
        <LanguageSwitch />
        <PageButtons />
        <button
          type="button"
          class="icon-button only-drawer"
          aria-label="Webex"
          aria-expanded={drawer.value === 'panel'}
          onClick={() => toggleDrawer('panel')}
        >
          <PanelRight size={20} />
        </button>
        <AccountSelect />
      </div>
    </header>
  );
}

const THEME_ICONS = { system: SunMoon, light: Sun, dark: Moon } as const;

/** Theme, what happens inside, help. */
function PageButtons() {
  return (
    <>
      <BarButton name={t(`theme.${theme.value}`)} Icon={THEME_ICONS[theme.value]} onClick={nextTheme} />
      <BarButton
        class="is-inside"
        name={t('inside.title')}
        Icon={Activity}
        pressed={route.value.at === 'inside'}
        onClick={() => go({ at: 'inside' })}
      />
      <BarButton name={t('help')} Icon={CircleHelp} onClick={reopenGuide} />
    </>
  );
}

interface BarButtonProps {
  readonly name: string;
  readonly Icon: LucideIcon;
  readonly onClick: () => void;
  readonly class?: string;
  readonly pressed?: boolean;
}

function BarButton({ name, Icon, onClick, class: more = '', pressed }: BarButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button ${more}`}
      aria-label={name}
      title={name}
      aria-pressed={pressed}
      onClick={onClick}
    >
      <Icon size={20} />
    </button>
  );
}

function Navigation() {
  const place = route.value.at;
  return (
    <nav class="places" aria-label={t('nav')}>
      <Place
        to={{ at: 'calendar' }}
        current={place === 'calendar' || place === 'editor'}
        text={t('nav.calendar')}
        icon={<Calendar size={18} />}
      />
      {hasMail.value && (
        <Place
          to={{ at: 'mail' }}
          current={place === 'mail'}
          text={t('nav.mail')}
          icon={<Mail size={18} />}
        />
      )}
      <Place
        to={{ at: 'meetings', id: undefined }}
        current={place === 'meetings'}
        text={t('nav.meetings')}
        icon={<Video size={18} />}
      />
      <a class="place" href={session.value?.admin ?? '#'} target="_blank" rel="noopener">
        <ShieldCheck size={18} />
        <span>{t('nav.admin')}</span>
      </a>
    </nav>
  );
}

interface PlaceProps {
  readonly to: Route;
  readonly current: boolean;
  readonly text: string;
  readonly icon: preact.ComponentChildren;
}

function Place({ to, current, text, icon }: PlaceProps) {
  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a class="place" href={PATHS[to.at]} aria-current={current ? 'page' : undefined} onClick={follow}>
      {icon}
      <span>{text}</span>
    </a>
  );
}

function ClockChip() {
  if (!account.value) return null;
  return (
    <span class="clock-chip" title={t('clock.title')}>
      <Clock size={14} />
      <time>{formatMoment(wallAtMs(nowShown.value, zone.value))}</time>
    </span>
  );
}

function LanguageSwitch() {
  const other = language.value === 'en' ? 'fr' : 'en';
  return (
    <button
      type="button"
      class="icon-button"
      lang={other}
      aria-label={t('language.other')}
      title={t('language.other')}
      onClick={() => setLanguage(other)}
    >
      <Languages size={20} />
    </button>
  );
}
