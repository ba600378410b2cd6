/** A finished card. It stands alone because responses of several files carry cards. */
import { Built } from './built.ts';

export class Card extends Built {}
