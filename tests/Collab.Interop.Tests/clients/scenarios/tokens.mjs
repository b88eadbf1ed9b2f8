import { createHmac } from 'node:crypto';
import { SignJWT, UnsecuredJWT, base64url, exportSPKI, generateKeyPair, jwtVerify } from 'jose';

const issuer = 'https://issuer.example';
const audience = 'collab';
const flip = (token, part, bit) => {
  const parts = token.split('.');
  const bytes = base64url.decode(parts[part]);
  bytes[bit >> 3] ^= 1 << (bit & 7);
  parts[part] = base64url.encode(bytes);
  return parts.join('.');
};

/** Tokens of each algorithm, good ones and those of the attacks, each with what jose itself says of it. */
export async function made({ document }) {
  const now = Math.floor(Date.now() / 1000);
  const keys = [];
  const tokens = [];
  for (const algorithm of ['HS256', 'RS256', 'ES256']) {
    const { sign, verify, exported } = await newKey(algorithm);
    keys.push({ algorithm, ...exported });
    const token = (change = () => {}, key = sign, header = {}) => {
      const builder = new SignJWT({ doc: document, right: 'write', name: 'Ann' })
        .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...header })
        .setIssuer(issuer).setAudience(audience).setSubject('u1').setExpirationTime(now + 600);
      change(builder);
      return builder.sign(key);
    };
    const good = await token();
    const other = await newKey(algorithm);
    const cases = {
      good,
      'several audiences': await token((jwt) => jwt.setAudience(['other', audience])),
      'not before, and that is past': await token((jwt) => jwt.setNotBefore(now - 600)),
      expired: await token((jwt) => jwt.setExpirationTime(now - 600)),
      'expired, within the skew': await token((jwt) => jwt.setExpirationTime(now - 20)),
      future: await token((jwt) => jwt.setNotBefore(now + 600)),
      'wrong audience': await token((jwt) => jwt.setAudience('other')),
      'wrong issuer': await token((jwt) => jwt.setIssuer('https://issuer.example/')),
      'another type': await token(undefined, sign, { typ: 'logout+jwt' }),
      'another key': await token(undefined, other.sign),
      'the first bit of the signature': flip(good, 2, 0),
      'the last bit of the signature': flip(good, 2, base64url.decode(good.split('.')[2]).length * 8 - 1),
      'a bit of the claims': flip(good, 1, 77),
      'no algorithm': new UnsecuredJWT({ doc: document, right: 'write' })
        .setIssuer(issuer).setAudience(audience).setExpirationTime(now + 600).encode(),
      'no algorithm, the signature kept': `${base64url.encode('{"alg":"none"}')}.${good.split('.').slice(1).join('.')}`,
      'a megabyte': await token((jwt) => jwt.setJti('x'.repeat(1 << 20))),
    };
    if (exported.pem) {
      // Signed by HMAC with the text of the public key, in the hope that the key is taken for a secret.
      cases['the public key as a secret'] = await token(undefined, new TextEncoder().encode(exported.pem), { alg: 'HS256' });
    }

    for (const [name, text] of Object.entries(cases)) {
      const accepted = await jwtVerify(text, verify, { issuer, audience, clockTolerance: 60, typ: 'JWT', algorithms: [algorithm] })
        .then(() => true, () => false);
      tokens.push({ algorithm, name, text, accepted });
    }
  }

  return { issuer, audience, keys, tokens };
}

/** A document token, made by what docs/protocol.md says of it alone. */
export function documentToken({ document, key, secret }) {
  const now = Math.floor(Date.now() / 1000);
  const payload = { doc: document, right: 'comment', sub: 'u1', name: 'Ann', nbf: now - 5, exp: now + 600 };
  const signed = `v1.${key}.${base64url.encode(JSON.stringify(payload))}`;
  return { token: `${signed}.${createHmac('sha256', Buffer.from(secret, 'base64')).update(signed).digest('base64url')}` };
}

async function newKey(algorithm) {
  if (algorithm === 'HS256') {
    const secret = crypto.getRandomValues(new Uint8Array(32));
    return { sign: secret, verify: secret, exported: { secret: Buffer.from(secret).toString('base64') } };
  }

  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  return { sign: privateKey, verify: publicKey, exported: { pem: await exportSPKI(publicKey) } };
}
