/** One person's world in memory, whose every call can be the last one of an execution. */
import type { Block } from '@webex-scheduler/contracts';
import { toResource } from '../src/calendar/block.ts';
import type { ConferenceResource } from '../src/calendar/event.ts';
import type { InstalledTrigger, World } from '../src/ports.ts';
import { CalendarDouble } from './calendar-double.ts';
import { ServiceDouble } from './service-double.ts';

/** An execution that Google ended: nothing after it runs, not even what would clean up. */
export class Killed extends Error {
  override readonly name = 'Killed';
}

export const ANN = 'ann@alderfinch.example';

export class WorldDouble {
  readonly calendars = new CalendarDouble();
  readonly service = new ServiceDouble();
  readonly properties = new Map<string, string>();
  readonly cached = new Map<string, string>();
  readonly triggers: InstalledTrigger[] = [];
  missingScopes: readonly string[] = [];
  locale = 'en-GB';
  time = Date.parse('2026-06-08T08:00:00Z');
  /** Milliseconds that each call costs. */
  pace = 0;
  /** Calendars on which Google grants no trigger. */
  readonly refusedCalendars = new Set<string>();
  locked = false;
  calls = 0;
  killAt: { readonly call: number; readonly when: 'before' | 'after' } | undefined;
  #ids = 0;
  #dead = false;

  /** Runs one execution; true if it came to its end. */
  execute(work: (world: World) => void): boolean {
    this.#dead = false;
    this.calls = 0;
    try {
      work(this.#world());
      return true;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      // Google takes the lock back from an execution that ended.
      this.locked = false;
      return false;
    }
  }

  #world(): World {
    const person = {
      email: ANN,
      name: 'Ann Berg',
      timeZone: 'Europe/Stockholm',
      locale: this.locale,
      missingScopes: this.missingScopes,
      grantUrl: undefined,
    };
    return {
      calendars: this.#mortal(this.calendars),
      service: this.#mortal(this.service),
      keep: this.#mortal({
        get: (key: string) => this.properties.get(key) ?? null,
        set: (key: string, value: string) => void this.properties.set(key, value),
        delete: (key: string) => void this.properties.delete(key),
        keys: () => [...this.properties.keys()],
      }),
      cache: this.#mortal({
        get: (key: string) => this.cached.get(key) ?? null,
        set: (key: string, value: string, _seconds: number) => void this.cached.set(key, value),
      }),
      triggers: this.#mortal({
        list: () => [...this.triggers],
        followCalendar: (calendarId: string) => {
          if (this.refusedCalendars.has(calendarId)) throw new Error('refused');
          this.triggers.push(this.#trigger('onCalendarChanged', calendarId));
        },
        everyHour: () => void this.triggers.push(this.#trigger('onHourly')),
        remove: (id: string) =>
          void this.triggers.splice(
            this.triggers.findIndex((one) => one.id === id),
            1,
          ),
      }),
      lock: this.#mortal({
        take: (_ms: number) => !this.locked && (this.locked = true),
        give: () => {
          this.locked = false;
        },
      }),
      person,
      now: () => this.time,
      newId: () => `id${(this.#ids += 1)}`,
      log: () => undefined,
    };
  }

  #trigger(handler: string, calendarId?: string): InstalledTrigger {
    const id = `t${(this.#ids += 1)}`;
    return { id, handler, ...(calendarId === undefined ? {} : { calendarId }) };
  }

  /** The port, each call counted and any of them possibly the execution's last. */
  #mortal<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key);
        if (typeof value !== 'function') return value;
        return (...args: readonly unknown[]): unknown => {
          if (this.#dead) throw new Killed();
          this.calls += 1;
          this.time += this.pace;
          this.#mayDie('before');
          const result: unknown = Reflect.apply(value, target, args);
          this.#mayDie('after');
          return result;
        };
      },
    });
  }

  #mayDie(when: 'before' | 'after'): void {
    if (this.killAt?.call !== this.calls || this.killAt.when !== when) return;
    this.#dead = true;
    throw new Killed();
  }
}

/** A block as the service would hand it out for an event. */
export function blockFor(eventId: string, ref = `ref-${eventId}`, gen = '1'): Block {
  return {
    conferenceId: '26341187702',
    video: {
      uri: `https://site.webex.com/site/j.php?MTID=m${ref}`,
      meetingCode: '26341187702',
      passcode: 'aB3',
    },
    phones: [],
    sip: 'sip:26341187702@site.webex.com',
    parameters: { v: '1', ref, gen, eventId },
  };
}

/** The same on an event. */
export function conferenceFor(eventId: string, ref?: string): ConferenceResource {
  return toResource(blockFor(eventId, ref));
}
