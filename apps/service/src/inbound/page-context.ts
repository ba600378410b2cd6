import type { FastifyReply, FastifyRequest } from 'fastify';
import { languageOf } from '@webex-scheduler/locales';
import type { Language } from '@webex-scheduler/locales';
import type { Markup } from '../pages/layout.ts';

/** The language of a page: the browser's own first wish that we have. */
export function pageLanguage(request: FastifyRequest): Language {
  const wishes = (request.headers['accept-language'] ?? '')
    .split(',')
    .map((part, at) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const quality = /^\s*q=([01](?:\.\d{0,3})?)\s*$/.exec(parameters.at(-1) ?? '')?.[1];
      return { tag: tag.trim(), quality: quality === undefined ? 1 : Number(quality), at };
    })
    .filter(({ tag, quality }) => tag !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality || a.at - b.at);
  const known = wishes.find(({ tag }) => /^(en|fr)\b/i.test(tag));
  return languageOf(known?.tag);
}

/** Sends a page; none is kept by anybody on the way. */
export async function sendPage(reply: FastifyReply, page: Markup, status = 200): Promise<FastifyReply> {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('vary', 'accept-language, cookie')
    .send(String(await page));
}
