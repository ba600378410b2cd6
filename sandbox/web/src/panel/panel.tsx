/** Region "Webex": the add-on's cards, or what to do where the add-on is not installed. */
import { EllipsisVertical, RefreshCw, Undo2, X } from 'lucide-preact';
import { useId } from 'preact/hooks';
import { openConsent } from '../account/consent-state.ts';
import { t } from '../messages.ts';
import { account, session } from '../session.ts';
import { refreshAccounts } from '../live.ts';
import { openLink } from '../shell/links.ts';
import { Mark } from '../shell/brand.tsx';
import { closeDrawer, drawer } from '../shell/drawers.ts';
import { CardView } from './card-view.tsx';
import { clickCard, leaveEvent, panel, reloadCard } from './panel-state.ts';

export function PanelRegion() {
  const { busy, on, notification } = panel.value;
  const installed = account.value?.installed === true;
  return (
    <section class={drawer.value === 'panel' ? 'panel is-open' : 'panel'} aria-label="Webex" aria-busy={busy}>
      <div class="panel-head">
        <Mark size={20} />
        <span class="panel-name">Webex</span>
        {installed && on === 'event' && (
          <button
            type="button"
            class="icon-button"
            aria-label={t('panel.home')}
            title={t('panel.home')}
            onClick={() => void leaveEvent()}
          >
            <Undo2 size={18} />
          </button>
        )}
        {installed && (
          <button
            type="button"
            class="icon-button"
            aria-label={t('panel.refresh')}
            title={t('panel.refresh')}
            onClick={() => void reloadCard()}
          >
            <RefreshCw size={18} />
          </button>
        )}
        {installed && <PanelMenu />}
        <button
          type="button"
          class="icon-button only-drawer"
          aria-label={t('panel.close')}
          onClick={closeDrawer}
        >
          <X size={18} />
        </button>
      </div>
      {busy && <progress class="panel-progress" aria-label={t('panel.loading')} />}
      {installed ? <PanelBody /> : <NotInstalled />}
      {notification !== undefined && <p class="panel-notification">{notification}</p>}
    </section>
  );
}

function PanelBody() {
  const { on, card, failure, busy, signIn } = panel.value;
  if (signIn !== undefined) return <SignInPrompt url={signIn} />;
  if (failure !== undefined) {
    return (
      <div class="panel-message">
        <h2>{t('err.unknown.title')}</h2>
        <p>{t('panel.failed')}</p>
        <button type="button" class="button-filled" onClick={() => void reloadCard()}>
          {t('err.again')}
        </button>
        <p class="code">{t('code', { code: failure })}</p>
      </div>
    );
  }
  if (card) return <CardView card={card} />;
  return busy ? (
    <PanelSkeleton />
  ) : (
    <p class="panel-message">{t(on === 'mail' ? 'panel.noMail' : 'panel.nothing')}</p>
  );
}

/** Google's own prompt, for an add-on that has no card for signing in. */
function SignInPrompt({ url }: { readonly url: string }) {
  const after = (): void => void refreshAccounts().then(reloadCard);
  return (
    <div class="panel-message">
      <h2>{t('panel.signIn')}</h2>
      <button
        type="button"
        class="button-filled"
        onClick={() => openLink(url, { overlay: true, onClose: after })}
      >
        {t('editor.conferencing.signIn.button')}
      </button>
    </div>
  );
}

function PanelSkeleton() {
  return (
    <div class="skeleton" aria-hidden="true">
      <span />
      <span />
      <span />
    </div>
  );
}

function NotInstalled() {
  const app = session.value?.addon.name ?? '';
  return (
    <div class="panel-message">
      <h2>{t('install.title')}</h2>
      <p>{t('install.body', { app })}</p>
      <button
        type="button"
        class="button-filled"
        data-place="install"
        onClick={() => void openConsent('install')}
      >
        {t('install.button')}
      </button>
    </div>
  );
}

/** What a host's own menu offers about an add-on. */
function PanelMenu() {
  const id = useId();
  return (
    <>
      <button
        type="button"
        class="icon-button"
        popovertarget={id}
        aria-label={t('panel.more')}
        title={t('panel.more')}
      >
        <EllipsisVertical size={18} />
      </button>
      <div id={id} popover="auto" class="menu">
        {panel.value.menu.map(({ label, path }) => (
          <button
            key={path}
            type="button"
            popovertarget={id}
            popovertargetaction="hide"
            onClick={() => void clickCard(path, undefined)}
          >
            {label}
          </button>
        ))}
        <button
          type="button"
          popovertarget={id}
          popovertargetaction="hide"
          onClick={() => void openConsent('permissions')}
        >
          {t('permissions')}
        </button>
      </div>
    </>
  );
}
