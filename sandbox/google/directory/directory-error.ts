/**
 * Refusals of the Directory API, with the reasons and sentences that its clients tell apart.
 *
 * @see https://developers.google.com/workspace/admin/directory/v1/limits
 */
import { ApiError } from '../api-error.ts';

/** 400 `invalid`. */
export const invalidInput = (message: string): ApiError => new ApiError(400, 'invalid', message);
/** 400 `badRequest`: what the front door refuses before the Directory sees it. */
export const badRequest = (message = 'Bad Request'): ApiError => new ApiError(400, 'badRequest', message);
export const required = (field: string): ApiError =>
  new ApiError(400, 'required', `Missing required field: ${field}`);
/** @param key - the parameter that names nothing, e.g. `userKey` */
export const missing = (key: string): ApiError => new ApiError(404, 'notFound', `Resource Not Found: ${key}`);
export const domainMissing = (): ApiError => new ApiError(404, 'notFound', 'Domain not found.');
export const duplicate = (what = 'Entity'): ApiError =>
  new ApiError(409, 'duplicate', `${what} already exists.`);
export const conditionNotMet = (message: string): ApiError => new ApiError(412, 'conditionNotMet', message);
export const forbidden = (): ApiError =>
  new ApiError(403, 'forbidden', 'Not Authorized to access this resource/api');
