// Reads the columns that maypole/atlas/queries/payload.py packed.

const text = new TextDecoder();

function varints(bytes, count) {
  const values = new Float64Array(count);
  let at = 0;
  for (let n = 0; n < count; n += 1) {
    let value = 0;
    let scale = 1;
    let byte;
    do {
      byte = bytes[at++];
      value += (byte & 0x7f) * scale;
      scale *= 128;
    } while (byte & 0x80);
    values[n] = value;
  }
  return values;
}

function deltas(bytes, count) {
  const values = varints(bytes, count);
  let sum = 0;
  for (let n = 0; n < count; n += 1) {
    sum += values[n] % 2 ? -(values[n] + 1) / 2 : values[n] / 2;
    values[n] = sum;
  }
  return values;
}

const CODINGS = { byte: (bytes) => bytes, varint: varints, delta: deltas };

/** Return the header and its columns, a typed array each; `longitude` and `latitude` are in degrees. */
export function decode(buffer) {
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(text.decode(new Uint8Array(buffer, 4, length)));
  const columns = {};
  let at = 4 + length;
  for (const [name, coding, size] of header.columns) {
    columns[name] = CODINGS[coding](new Uint8Array(buffer, at, size), header.count);
    at += size;
  }
  columns.longitude = columns.east.map((steps) => steps / header.stepsADegree);
  columns.latitude = columns.north.map((steps) => steps / header.stepsADegree);
  return { ...header, columns };
}
