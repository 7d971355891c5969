/**
 * Handing over files by Teams' file consent card: the offer, what Teams answers, and the upload. Source: "Send and receive files
 * using bot", Microsoft Teams.
 */

import type { Attachment } from 'botbuilder';
import type { FileOffer } from '../conversation/ports/channel-port.ts';
import type { ChatFile } from '../model/channel.ts';
import { abortAfter, type Clock } from '../model/clock.ts';
import { faultName } from '../model/fault-fields.ts';
import { at, text } from '../model/json.ts';
import { mayCall, type Trust } from './trust.ts';

/** Teams did not take the file. Names no address: an upload address lets everybody in who knows it. */
export class FileNotTaken extends Error {}

/** What somebody said to an offer. `data` is what the offer carried, as a client sent it back. */
export type Consent =
  | { readonly kind: 'declined' }
  | { readonly kind: 'accepted'; readonly data: unknown; readonly place: UploadPlace | undefined };

/** Where a file goes, and how it is shown then. */
export interface UploadPlace {
  readonly uploadUrl: string;
  readonly contentUrl: string;
  readonly name: string;
  readonly uniqueId: string;
  readonly fileType: string;
}

/** Milliseconds that an upload may take. */
const UPLOAD_WITHIN = 60_000;

/** The offer of a file. */
export function consentCard({ file, action, about }: FileOffer): Attachment {
  return {
    contentType: 'application/vnd.microsoft.teams.card.file.consent',
    name: file.name,
    content: {
      description: about,
      sizeInBytes: file.bytes.byteLength,
      acceptContext: action,
      declineContext: {},
    },
  };
}

/** A file that lies in somebody's OneDrive. */
export function fileCard({ contentUrl, name, uniqueId, fileType }: UploadPlace): Attachment {
  return {
    contentType: 'application/vnd.microsoft.teams.card.file.info',
    contentUrl,
    name,
    content: { uniqueId, fileType },
  };
}

/** Reads an answer; the place is undefined where the bot may not put a file: its hosts are those of `trust`. */
export function consentOf(value: unknown, trust: Trust): Consent {
  if (text(value, 'action') !== 'accept') return { kind: 'declined' };
  return { kind: 'accepted', data: at(value, 'context'), place: placeIn(at(value, 'uploadInfo'), trust) };
}

function placeIn(info: unknown, trust: Trust): UploadPlace | undefined {
  const uploadUrl = text(info, 'uploadUrl');
  const contentUrl = text(info, 'contentUrl');
  if (uploadUrl === undefined || contentUrl === undefined) return undefined;
  if (!mayCall(uploadUrl, trust) || !mayCall(contentUrl, trust)) return undefined;
  return {
    uploadUrl,
    contentUrl,
    name: text(info, 'name') ?? '',
    uniqueId: text(info, 'uniqueId') ?? '',
    fileType: text(info, 'fileType') ?? '',
  };
}

/** Puts a file where it was accepted, in one request; nothing of the bot's own identity goes with it. Throws `FileNotTaken`. */
export async function upload(
  { bytes }: ChatFile,
  { uploadUrl }: UploadPlace,
  clock: Pick<Clock, 'limit'>,
): Promise<void> {
  const size = bytes.byteLength;
  const put = async (signal: AbortSignal): Promise<number> => {
    try {
      const response = await fetch(uploadUrl, {
        method: 'PUT',
        redirect: 'error',
        headers: {
          'Content-Type': 'application/octet-stream',
          'Content-Range': `bytes 0-${size - 1}/${size}`,
        },
        body: Buffer.from(bytes),
        signal,
      });
      await response.body?.cancel();
      return response.status;
    } catch (error) {
      throw new FileNotTaken(`the upload broke off (${faultName(error)})`);
    }
  };
  const status = await abortAfter(clock, UPLOAD_WITHIN, put, () => {
    throw new FileNotTaken('the upload took too long');
  });
  if (status < 200 || status >= 300) throw new FileNotTaken(`the upload was answered with ${status}`);
}
