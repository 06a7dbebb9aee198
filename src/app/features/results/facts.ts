import type { TimeRange } from '../../../engine/core/time-range';
import type { ResultRecord } from '../../storage/records/result-record';
import { completeSettings } from '../../../engine/plan/settings';
import { ignoresShared } from '../../jobs/painter';
import { painterWords } from '../../ui/painter-words';
import type { Cell } from '../../storage/csv';
import type { Format } from '../../i18n/format';
import type { Messages } from '../../i18n/languages';

type Fact = { readonly name: string; readonly value: string };

/** What a result is and where it comes from, in the user's language. */
export function factsOf(record: ResultRecord, t: Messages, format: Format): Fact[] {
  const { painter, device, timings, trim, learned } = record;
  const { network } = painter;
  const part = (name: string, range: TimeRange | undefined) =>
    range ? t['trim.usedOf'](name, format.clock(range.from, true), format.clock(range.to, true)) : name;
  const fact = (name: string, value: string | null | undefined) => (value ? [{ name, value }] : []);
  return [
    ...fact(t['results.fact.date'](), format.date(record.createdAt)),
    ...fact(t['fact.length'](), format.clock(record.seconds, record.seconds < 10)),
    ...fact(t['fact.size'](), format.bytes(record.bytes)),
    ...fact(t['fact.picture'](), `${record.width} × ${record.height}`),
    ...fact(t['results.fact.video'](), part(record.video.name, trim?.video)),
    ...fact(t['results.fact.speech'](), part(record.speech.name, trim?.speech)),
    ...fact(t['results.fact.batch'](), record.batch),
    ...fact(t['results.fact.person'](), speakersText(record, t)),
    ...fact(t['results.fact.learned'](), learned ? t['result.learned'](Math.round(learned)) : null),
    ...fact(t['results.fact.engine'](), painterWords(painter.id, t).title),
    ...fact(t['results.fact.network'](), network?.name),
    ...fact(t['results.fact.licence'](), network?.licence),
    ...fact(t['results.fact.device'](), device && t[`device.${device}`]()),
    ...fact(t['results.fact.time'](), timings.total === undefined ? null : format.stretch(timings.total)),
  ];
}

/** Who speaks, and how that was found; null where there is nobody else, or that is not known. */
export function speakersText({ speaker, beside }: Pick<ResultRecord, 'speaker' | 'beside'>, t: Messages) {
  if (!speaker || speaker.by === 'only') return null;
  const { person, of, by } = speaker;
  if (!beside) return t['result.speaker'](person + 1, of, t[`result.speaker.${by}`]());
  const numbers = [speaker, ...beside].map((each) => each.person + 1).sort((a, b) => a - b);
  return t['result.speakers'](numbers.join(t['list.comma']()), of);
}

/** The settings that a result was made with, in the user's language. */
export function settingsOf({ settings, painter }: ResultRecord, t: Messages, format: Format): Fact[] {
  const { opening, offset, pauses, blending, sharpening, quality, size, format: kind } = settings;
  const { longSpeech, longVideo } = completeSettings(settings);
  return [
    { name: t['results.setting.opening'](), value: format.share(opening) },
    { name: t['results.setting.offset'](), value: format.seconds(offset) },
    { name: t['results.setting.pauses'](), value: t[`results.setting.pauses.${pauses}`]() },
    { name: t['results.setting.blending'](), value: format.share(blending) },
    {
      name: t['results.setting.sharpening'](),
      value: sharpening === null ? t['results.setting.auto']() : format.share(sharpening),
    },
    ...(longSpeech === 'bounce'
      ? []
      : [{ name: t['settings.longSpeech'](), value: t[`settings.longSpeech.${longSpeech}`]() }]),
    ...(longVideo === 'cut'
      ? []
      : [{ name: t['settings.longVideo'](), value: t[`settings.longVideo.${longVideo}`]() }]),
    { name: t['results.setting.quality'](), value: t[`results.setting.quality.${quality}`]() },
    { name: t['results.setting.size'](), value: size === 'source' ? t['results.setting.asSource']() : size },
    { name: t['settings.format'](), value: t[`settings.format.${kind}`]() },
    ...(ignoresShared(painter) ? [{ name: t['network.published'](), value: '✓' }] : []),
  ];
}

const two = (value: number) => String(value).padStart(2, '0');

/** Local time as spreadsheets read it in every language: 2026-05-06 12:30:20. */
function timestamp(milliseconds: number): string {
  const at = new Date(milliseconds);
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`;
}

/** A table of results for a spreadsheet: names of the columns first. Lengths are in seconds, sizes in bytes. */
export function report(records: readonly ResultRecord[], t: Messages): Cell[][] {
  const columns: readonly [string, (record: ResultRecord) => Cell][] = [
    [t['results.csv.name'](), ({ name }) => name],
    [t['results.fact.date'](), ({ createdAt }) => timestamp(createdAt)],
    [t['results.csv.seconds'](), ({ seconds }) => Number(seconds.toFixed(3))],
    [t['results.csv.bytes'](), ({ bytes }) => bytes],
    [t['results.csv.width'](), ({ width }) => width],
    [t['results.csv.height'](), ({ height }) => height],
    [t['results.csv.frames'](), ({ frames }) => frames],
    [t['results.fact.video'](), ({ video }) => video.name],
    [t['results.fact.speech'](), ({ speech }) => speech.name],
    [t['results.fact.batch'](), ({ batch }) => batch ?? null],
    [t['results.fact.engine'](), ({ painter }) => painterWords(painter.id, t).title],
    [t['results.fact.network'](), ({ painter }) => painter.network?.name ?? null],
    [t['results.fact.licence'](), ({ painter }) => painter.network?.licence ?? null],
    [t['results.fact.device'](), ({ device }) => device && t[`device.${device}`]()],
    [t['results.setting.opening'](), ({ settings }) => settings.opening],
    [t['results.setting.offset'](), ({ settings }) => settings.offset],
    [t['results.setting.pauses'](), ({ settings }) => t[`results.setting.pauses.${settings.pauses}`]()],
    [t['results.setting.blending'](), ({ settings }) => settings.blending],
    [t['results.setting.sharpening'](), ({ settings }) => settings.sharpening],
    [t['results.setting.quality'](), ({ settings }) => t[`results.setting.quality.${settings.quality}`]()],
    [
      t['results.setting.size'](),
      ({ settings: { size } }) => (size === 'source' ? t['results.setting.asSource']() : size),
    ],
    [
      t['results.csv.time'](),
      ({ timings }) => (timings.total === undefined ? null : Number(timings.total.toFixed(2))),
    ],
  ];
  return [columns.map(([name]) => name), ...records.map((record) => columns.map(([, cell]) => cell(record)))];
}
