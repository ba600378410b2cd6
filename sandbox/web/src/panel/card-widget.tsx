/** Draws one widget. Form widgets write into the panel's inputs, which go along with the next click. */
import { useId } from 'preact/hooks';
import { CardButtonView } from './card-button.tsx';
import { CardIcon } from './card-icon.tsx';
import { CardSelection, CardSwitch } from './card-selection.tsx';
import type { CardWidget, DateTimePicker, DecoratedText, TextInput } from './card-json.ts';
import { CardWords } from './card-words.tsx';
import { changeInput, clickCard } from './panel-state.ts';

interface Props {
  readonly widget: CardWidget;
  readonly path: string;
}

export function CardWidgetView({ widget, path }: Props) {
  if (widget.decoratedText) return <Decorated text={widget.decoratedText} path={`${path}/decoratedText`} />;
  if (widget.textParagraph) {
    return (
      <p class="card-paragraph">
        <CardWords text={widget.textParagraph.text} />
      </p>
    );
  }
  if (widget.buttonList) {
    return (
      <div class="card-buttons">
        {widget.buttonList.buttons?.map((button, index) => (
          <CardButtonView key={index} button={button} path={`${path}/buttonList/buttons/${String(index)}`} />
        ))}
      </div>
    );
  }
  if (widget.selectionInput)
    return <CardSelection input={widget.selectionInput} path={`${path}/selectionInput`} />;
  if (widget.textInput) return <Text input={widget.textInput} path={`${path}/textInput`} />;
  if (widget.dateTimePicker) return <Picker input={widget.dateTimePicker} />;
  return widget.divider ? <hr class="card-divider" /> : null;
}

function Decorated({ text, path }: { readonly text: DecoratedText; readonly path: string }) {
  const icon = text.startIcon ?? text.icon;
  const body = (
    <>
      <CardIcon icon={icon} />
      <span class="decorated-words">
        {(text.topLabel ?? '') !== '' && (
          <span class="decorated-top">
            <CardWords text={text.topLabel} />
          </span>
        )}
        <span class="decorated-text">
          <CardWords text={text.text} />
        </span>
        {(text.bottomLabel ?? '') !== '' && (
          <span class="decorated-bottom">
            <CardWords text={text.bottomLabel} />
          </span>
        )}
      </span>
    </>
  );
  if (text.onClick) {
    return (
      <button
        type="button"
        class="decorated decorated-button"
        onClick={() => void clickCard(path, text.onClick)}
      >
        {body}
      </button>
    );
  }
  return (
    <div class="decorated">
      {body}
      {text.switchControl && (
        <CardSwitch control={text.switchControl} label={text.text ?? ''} path={`${path}/switchControl`} />
      )}
      {text.button && <CardButtonView button={text.button} path={`${path}/button`} />}
      {text.endIcon && <CardIcon icon={text.endIcon} />}
    </div>
  );
}

function Text({ input, path }: { readonly input: TextInput; readonly path: string }) {
  const id = useId();
  const name = input.name ?? '';
  const change = (value: string): void => {
    changeInput(name, [value]);
    if (input.onChangeAction) void clickCard(path, { action: input.onChangeAction });
  };
  return (
    <div class="field">
      <label for={id}>{input.label}</label>
      {input.type === 'MULTIPLE_LINE' ? (
        <textarea
          id={id}
          rows={3}
          defaultValue={input.value ?? ''}
          onChange={(event) => change(event.currentTarget.value)}
        />
      ) : (
        <input
          id={id}
          type="text"
          defaultValue={input.value ?? ''}
          onChange={(event) => change(event.currentTarget.value)}
        />
      )}
      {(input.hintText ?? '') !== '' && <p class="hint">{input.hintText}</p>}
    </div>
  );
}

function Picker({ input }: { readonly input: DateTimePicker }) {
  const id = useId();
  const type = input.type === 'DATE_ONLY' ? 'date' : input.type === 'TIME_ONLY' ? 'time' : 'datetime-local';
  const first = input.valueMsEpoch === undefined ? '' : new Date(Number(input.valueMsEpoch)).toISOString();
  const value =
    type === 'date' ? first.slice(0, 10) : type === 'time' ? first.slice(11, 16) : first.slice(0, 16);
  return (
    <div class="field">
      <label for={id}>{input.label}</label>
      <input
        id={id}
        type={type}
        defaultValue={value}
        onChange={(event) => changeInput(input.name ?? '', [event.currentTarget.value])}
      />
    </div>
  );
}
