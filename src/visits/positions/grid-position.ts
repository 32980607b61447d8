/** Where something lies, in degrees (WGS 84). */
export type Position = { longitude: number; latitude: number };

type Ellipsoid = { a: number; b: number };
const airy1830: Ellipsoid = { a: 6_377_563.396, b: 6_356_256.909 };
const wgs84: Ellipsoid = { a: 6_378_137, b: 6_356_752.314_25 };

/** The true origin of the National Grid, in radians and metres, and its scale there. */
const origin = {
  latitude: radians(49),
  longitude: radians(-2),
  east: 400_000,
  north: -100_000,
  scale: 0.9996012717,
};

/** From OSGB36 to WGS 84: metres, radians, and a part of one. */
const shift = {
  x: 446.448,
  y: -125.157,
  z: 542.06,
  rx: seconds(0.1502),
  ry: seconds(0.247),
  rz: seconds(0.8421),
  s: -20.4894e-6,
};

/**
 * The position of a point of the National Grid, from metres east and north, right to some five metres: Ordnance Survey,
 * A guide to coordinate systems in Great Britain, annexes B and C.
 */
export function positionOnGrid(eastings: number, northings: number): Position {
  return degreesOf(shifted(spaceOf(osgbOf(eastings, northings), airy1830)), wgs84);
}

type Angles = { phi: number; lambda: number };
type Point = { x: number; y: number; z: number };

function osgbOf(east: number, north: number): Angles {
  const { a, b } = airy1830;
  const e2 = 1 - (b * b) / (a * a);
  const n = (a - b) / (a + b);
  const scaled = a * origin.scale;
  let phi = origin.latitude;
  let arc = 0;
  // Each round brings it a thousand times nearer; a tenth of a millimetre is near enough.
  do {
    phi += (north - origin.north - arc) / scaled;
    arc = meridianArc(phi, n);
  } while (Math.abs(north - origin.north - arc) > 0.0001);
  const sin2 = Math.sin(phi) ** 2;
  const nu = scaled / Math.sqrt(1 - e2 * sin2);
  const rho = (scaled * (1 - e2)) / (1 - e2 * sin2) ** 1.5;
  const eta2 = nu / rho - 1;
  const t = Math.tan(phi);
  const d = east - origin.east;
  const sec = 1 / Math.cos(phi);
  return {
    phi:
      phi -
      (t / (2 * rho * nu)) * d ** 2 +
      (t / (24 * rho * nu ** 3)) * (5 + 3 * t ** 2 + eta2 - 9 * t ** 2 * eta2) * d ** 4 -
      (t / (720 * rho * nu ** 5)) * (61 + 90 * t ** 2 + 45 * t ** 4) * d ** 6,
    lambda:
      origin.longitude +
      (sec / nu) * d -
      (sec / (6 * nu ** 3)) * (nu / rho + 2 * t ** 2) * d ** 3 +
      (sec / (120 * nu ** 5)) * (5 + 28 * t ** 2 + 24 * t ** 4) * d ** 5,
  };
}

function meridianArc(phi: number, n: number): number {
  const [less, more] = [phi - origin.latitude, phi + origin.latitude];
  return (
    airy1830.b *
    origin.scale *
    ((1 + n + (5 / 4) * n ** 2 + (5 / 4) * n ** 3) * less -
      (3 * n + 3 * n ** 2 + (21 / 8) * n ** 3) * Math.sin(less) * Math.cos(more) +
      ((15 / 8) * n ** 2 + (15 / 8) * n ** 3) * Math.sin(2 * less) * Math.cos(2 * more) -
      (35 / 24) * n ** 3 * Math.sin(3 * less) * Math.cos(3 * more))
  );
}

function spaceOf({ phi, lambda }: Angles, { a, b }: Ellipsoid): Point {
  const e2 = 1 - (b * b) / (a * a);
  const nu = a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
  const across = nu * Math.cos(phi);
  return { x: across * Math.cos(lambda), y: across * Math.sin(lambda), z: (1 - e2) * nu * Math.sin(phi) };
}

function shifted({ x, y, z }: Point): Point {
  const { s, rx, ry, rz } = shift;
  return {
    x: shift.x + (1 + s) * x - rz * y + ry * z,
    y: shift.y + rz * x + (1 + s) * y - rx * z,
    z: shift.z - ry * x + rx * y + (1 + s) * z,
  };
}

function degreesOf({ x, y, z }: Point, { a, b }: Ellipsoid): Position {
  const e2 = 1 - (b * b) / (a * a);
  const across = Math.hypot(x, y);
  let phi = Math.atan2(z, across * (1 - e2));
  for (let round = 0; round < 5; round++) {
    const nu = a / Math.sqrt(1 - e2 * Math.sin(phi) ** 2);
    phi = Math.atan2(z + e2 * nu * Math.sin(phi), across);
  }
  return { longitude: degrees(Math.atan2(y, x)), latitude: degrees(phi) };
}

function radians(angle: number): number {
  return (angle * Math.PI) / 180;
}

function degrees(angle: number): number {
  return (angle * 180) / Math.PI;
}

function seconds(angle: number): number {
  return radians(angle / 3600);
}
