/* eslint-disable no-restricted-exports -- what a virtual module gives is its default export */
declare module 'virtual:messages/*' {
  const messages: Readonly<Record<string, (args: Readonly<Record<string, string | number>>) => string>>;
  export default messages;
}

declare module 'virtual:card-icons' {
  /** Per name: the outlined and the filled path, drawn on `0 -960 960 960`. */
  const icons: Readonly<Record<string, readonly [string, string]>>;
  export default icons;
}
