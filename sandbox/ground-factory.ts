/** Makes the ground, with the clock as it was when the sandbox last ran on this data. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CallLog } from './control/calls.ts';
import { Clock, type ClockMode } from './control/clock.ts';
import { Faults } from './control/faults.ts';
import { HostMap, OpenWork, type Ground } from './control/ground.ts';
import type { Recorder } from './control/recorder.ts';
import { ScriptProcesses, type ServiceProcess } from './control/processes.ts';
import { Switches, type Profile } from './control/switches.ts';

export interface GroundOptions {
  readonly dataDir: string | undefined;
  readonly profile: Profile;
  /** ISO instant to start at; undefined = where the data left off, else the machine's time. */
  readonly clock: string | undefined;
  readonly clockMode: ClockMode | undefined;
  readonly service: ServiceProcess;
  /** Takes every exchange; undefined = nobody does. */
  readonly recorder?: Recorder | undefined;
  readonly log: (line: string) => void;
}

interface KeptClock {
  readonly mode: ClockMode;
  /** Virtual minus machine time while running; the instant itself while stopped. */
  readonly ms: number;
}

export function makeGround(options: GroundOptions): Ground {
  const clock = restoreClock(options);
  if (options.dataDir !== undefined) keepClock(clock, options.dataDir);
  return {
    clock,
    calls: new CallLog(),
    faults: new Faults(),
    switches: new Switches(options.profile),
    profile: options.profile,
    service: options.service,
    scripts: new ScriptProcesses(),
    open: new OpenWork(),
    hosts: new HostMap(),
    dataDir: options.dataDir,
    ...(options.recorder === undefined ? {} : { recorder: options.recorder }),
  };
}

function restoreClock({ dataDir, clock, clockMode, log }: GroundOptions): Clock {
  const path = dataDir === undefined ? undefined : join(dataDir, 'clock.json');
  const kept =
    path !== undefined && existsSync(path)
      ? (JSON.parse(readFileSync(path, 'utf8')) as KeptClock)
      : undefined;
  const machine = machineNow();
  const left = kept === undefined ? machine : kept.mode === 'stopped' ? kept.ms : machine + kept.ms;
  const mode = clockMode ?? kept?.mode ?? 'running';
  return new Clock(clock === undefined ? left : Date.parse(clock), mode, (due, error) => {
    log(
      `${due.kind} ${due.what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  });
}

function keepClock(clock: Clock, dataDir: string): void {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, 'clock.json');
  const keep = (): void => {
    const kept: KeptClock = {
      mode: clock.mode,
      ms: clock.mode === 'stopped' ? clock.now() : clock.now() - machineNow(),
    };
    writeFileSync(`${path}.new`, JSON.stringify(kept));
    renameSync(`${path}.new`, path);
  };
  keep();
  clock.onChange(keep);
}

function machineNow(): number {
  return Math.round(performance.timeOrigin + performance.now());
}
