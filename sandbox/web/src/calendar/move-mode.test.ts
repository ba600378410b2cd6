import { describe, expect, test } from 'vitest';
import { moveStep, type Moving } from './move-mode.ts';

const moving: Moving = {
  key: 'k',
  title: 'Design review',
  start: '2026-06-09T10:30:00',
  end: '2026-06-09T11:30:00',
};

function moved(key: string, shift = false, rightToLeft = false): string {
  const step = moveStep(moving, key, shift, rightToLeft);
  return step.do === 'move' ? `${step.moving.start} ${step.moving.end}` : step.do;
}

describe('Move mode', () => {
  test.each([
    ['ArrowUp', '2026-06-09T10:15:00 2026-06-09T11:15:00'],
    ['ArrowDown', '2026-06-09T10:45:00 2026-06-09T11:45:00'],
    ['ArrowLeft', '2026-06-08T10:30:00 2026-06-08T11:30:00'],
    ['ArrowRight', '2026-06-10T10:30:00 2026-06-10T11:30:00'],
    ['Enter', 'drop'],
    ['Escape', 'back'],
    ['x', 'stay'],
  ])('%s', (key, expected) => {
    expect(moved(key)).toBe(expected);
  });

  test('with Shift only the end moves', () => {
    expect(moved('ArrowDown', true)).toBe('2026-06-09T10:30:00 2026-06-09T11:45:00');
  });

  test('an event never becomes shorter than a quarter of an hour', () => {
    const short = { ...moving, end: '2026-06-09T10:45:00' };
    expect(moveStep(short, 'ArrowUp', true)).toEqual({ do: 'stay' });
    expect(moveStep(moving, 'ArrowLeft', true)).toEqual({ do: 'stay' });
  });

  test('where the page runs from right to left, left is tomorrow', () => {
    expect(moved('ArrowLeft', false, true)).toBe('2026-06-10T10:30:00 2026-06-10T11:30:00');
  });
});
