/** The parts of a workbook's file, which is a ZIP archive of XML. */
import { unzipSync } from 'fflate';

/** Why a file is not read as a workbook. */
export type PackageFault = 'encrypted' | 'xls' | 'xlsb' | 'ods' | 'damaged' | 'large';

export type PackageReading =
  | { readonly part: (path: string) => string | undefined }
  | { readonly fault: PackageFault };

/** Parts that unpack to more are refused before any memory is taken: an archive of 1 MB can hold gigabytes of blanks. */
const mostUnpackedBytes = 400_000_000;

/** Opens the archive. Only XML is unpacked; pictures, macros and the like stay where they are. */
export function openPackage(bytes: Uint8Array): PackageReading {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    return { fault: holdsUtf16(bytes, 'EncryptedPackage') ? 'encrypted' : 'xls' };
  }
  const sizes = new Map<string, number>();
  let files: Readonly<Record<string, Uint8Array>>;
  try {
    unzipSync(bytes, { filter: ({ name, originalSize }) => sizes.set(name, originalSize) && false });
    if (sizes.has('xl/workbook.bin')) return { fault: 'xlsb' };
    if (sizes.has('mimetype') && sizes.has('content.xml')) return { fault: 'ods' };
    const unpacked = [...sizes].reduce((sum, [name, size]) => (isXml(name) ? sum + size : sum), 0);
    if (unpacked > mostUnpackedBytes) return { fault: 'large' };
    files = unzipSync(bytes, { filter: ({ name }) => isXml(name) });
  } catch {
    return { fault: 'damaged' };
  }
  const byName = new Map(Object.entries(files).map(([name, part]) => [name.toLowerCase(), part]));
  return {
    part(path) {
      const found = byName.get(path.toLowerCase());
      return found && textOf(found);
    },
  };
}

const isXml = (name: string) => /\.(xml|rels)$/i.test(name);

/** UTF-8, or UTF-16 by its byte order mark, as the format allows. */
function textOf(bytes: Uint8Array): string {
  const label = startsWith(bytes, [0xff, 0xfe])
    ? 'utf-16le'
    : startsWith(bytes, [0xfe, 0xff])
      ? 'utf-16be'
      : 'utf-8';
  return new TextDecoder(label).decode(bytes);
}

const startsWith = (bytes: Uint8Array, start: readonly number[]) =>
  start.every((byte, i) => bytes[i] === byte);

function holdsUtf16(bytes: Uint8Array, text: string): boolean {
  const wanted = [...text].flatMap((character) => [character.charCodeAt(0), 0]);
  for (let at = bytes.indexOf(wanted[0]!); at >= 0; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (wanted.every((byte, i) => bytes[at + i] === byte)) return true;
  }
  return false;
}
