/** Choices in a card: dropdown, radio buttons, check boxes, switches. */
import { useId } from 'preact/hooks';
import type { DecoratedText, SelectionInput } from './card-json.ts';
import { changeInput, clickCard, inputs } from './panel-state.ts';

interface Props {
  readonly input: SelectionInput;
  readonly path: string;
}

export function CardSelection({ input, path }: Props) {
  const id = useId();
  const name = input.name ?? '';
  const items = input.items ?? [];
  const chosen =
    inputs.value[name] ?? items.filter((item) => item.selected === true).map((item) => item.value ?? '');
  const change = (values: readonly string[]): void => {
    changeInput(name, values);
    if (input.onChangeAction) void clickCard(path, { action: input.onChangeAction });
  };
  if (input.type === 'DROPDOWN') {
    return (
      <div class="field">
        <label for={id}>{input.label}</label>
        <select id={id} value={chosen[0] ?? ''} onChange={(event) => change([event.currentTarget.value])}>
          {items.map((item) => (
            <option key={item.value} value={item.value}>
              {item.text}
            </option>
          ))}
        </select>
      </div>
    );
  }
  const radio = input.type === 'RADIO_BUTTON';
  const toggle = (value: string, on: boolean): void => {
    if (radio) change([value]);
    else change(on ? [...chosen, value] : chosen.filter((each) => each !== value));
  };
  return (
    <fieldset class="field card-choices">
      <legend>{input.label}</legend>
      {items.map((item) => (
        <label key={item.value}>
          <input
            type={radio ? 'radio' : 'checkbox'}
            name={`${id}-${name}`}
            checked={chosen.includes(item.value ?? '')}
            onChange={(event) => toggle(item.value ?? '', event.currentTarget.checked)}
          />
          {item.text}
        </label>
      ))}
    </fieldset>
  );
}

interface SwitchProps {
  readonly control: NonNullable<DecoratedText['switchControl']>;
  readonly label: string;
  readonly path: string;
}

export function CardSwitch({ control, label, path }: SwitchProps) {
  const name = control.name ?? '';
  const on = inputs.value[name] === undefined ? control.selected === true : inputs.value[name].length > 0;
  const change = (checked: boolean): void => {
    changeInput(name, checked ? [control.value ?? 'true'] : []);
    if (control.onChangeAction) void clickCard(path, { action: control.onChangeAction });
  };
  return (
    <input
      type="checkbox"
      role="switch"
      class="switch"
      aria-label={label}
      checked={on}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  );
}
