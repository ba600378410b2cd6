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

/** Theme, what happens inside, help. */
function PageButtons() {
  return (
    <>
      <button
        type="button"
        class="icon-button"
        aria-label={t(`theme.${theme.value}`)}
        title={t(`theme.${theme.value}`)}
        onClick={nextTheme}
      >
        {theme.value === 'system' ? (
          <SunMoon size={20} />
        ) : theme.value === 'light' ? (
          <Sun size={20} />
        ) : (
          <Moon size={20} />
        )}
      </button>
      <button
        type="button"
        class="icon-button is-inside"
        aria-label={t('inside.title')}
        title={t('inside.title')}
        aria-pressed={route.value.at === 'inside'}
        onClick={() => go({ at: 'inside' })}
      >
        <Activity size={20} />
      </button>
      <button
        type="button"
        class="icon-button"
        aria-label={t('help')}
        title={t('help')}
        onClick={reopenGuide}
      >
        <CircleHelp size={20} />
      </button>
    </>
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
