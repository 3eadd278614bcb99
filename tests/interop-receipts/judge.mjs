// Judges receipts with code that is not ours: jose for the signature, @sd-jwt/core for the openings, canonicalize for the spelling,
// Node's own cryptography for the checkpoint, and the verifying algorithm of RFC 9162 §2.1.3.2 written out here.
// node judge.mjs RECEIPTS.jsonl JWKS LOG.vkey: one line for each failure; the last line is 'N passed, N failed'.
import { createHash, createPublicKey, verify as verifySignature, webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SDJwtInstance } from '@sd-jwt/core';
import canonicalize from 'canonicalize';
import { compactVerify, importJWK, calculateJwkThumbprint } from 'jose';

// Node 18, which Debian 12 ships, has Web Cryptography but not yet as a global.
globalThis.crypto ??= webcrypto;

const [receiptsFile, jwksFile, vkeyFile] = process.argv.slice(2);
const receipts = readFileSync(receiptsFile, 'utf8').split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
const jwks = JSON.parse(readFileSync(jwksFile, 'utf8'));
const vkey = readFileSync(vkeyFile, 'utf8').trim();

let passed = 0;
let failed = 0;
async function check(name, body) {
  try {
    if ((await body()) === false) throw new Error('no');
    passed++;
  } catch (fault) {
    failed++;
    console.log(`not ok ${name}: ${fault.message}`);
  }
}

async function refuses(name, body) {
  await check(name, async () => {
    let accepted = true;
    try {
      accepted = (await body()) !== false;
    } catch {
      accepted = false;
    }
    return !accepted;
  });
}

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const node = (left, right) => sha256(Buffer.of(1), left, right);

function includes(index, size, leaf, path, root) {
  if (index >= size) return false;
  let fn = BigInt(index), sn = BigInt(size) - 1n, computed = leaf;
  for (const sibling of path) {
    if (sn === 0n) return false;
    if (fn % 2n === 1n || fn === sn) {
      computed = node(sibling, computed);
      while (fn % 2n === 0n && fn !== 0n) { fn >>= 1n; sn >>= 1n; }
    } else {
      computed = node(computed, sibling);
    }
    fn >>= 1n;
    sn >>= 1n;
  }
  return sn === 0n && computed.equals(root);
}

function parseProof(text) {
  const split = text.indexOf('\n\n');
  const [header, index, ...path] = text.slice(0, split).split('\n');
  const note = text.slice(split + 2);
  const end = note.lastIndexOf('\n\n');
  const signed = note.slice(0, end + 1);
  const [origin, size, root] = signed.split('\n');
  return {
    header, index: Number(index.replace('index ', '')), path: path.map((hash) => Buffer.from(hash, 'base64')),
    signed, origin, size: Number(size), root: Buffer.from(root, 'base64'), signatures: note.slice(end + 2).trimEnd().split('\n'),
  };
}

function isCheckpointSigned(proof) {
  const [, name, id, material] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey);
  const bytes = Buffer.from(material, 'base64');
  const key = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(1).toString('base64url') } });
  const expectedId = sha256(Buffer.from(name), Buffer.of(10), bytes).subarray(0, 4).toString('hex');
  return expectedId === id && proof.origin === name && proof.signatures.some((line) => {
    const [, signer, base64] = line.split(' ');
    const signature = Buffer.from(base64, 'base64');
    return signer === name && signature.subarray(0, 4).toString('hex') === id &&
      verifySignature(null, Buffer.from(proof.signed), key, signature.subarray(4));
  });
}

async function keyOf(jws) {
  const { kid } = JSON.parse(Buffer.from(jws.split('.')[0], 'base64url').toString());
  const jwk = jwks.keys.find((candidate) => candidate.kid === kid);
  if (!jwk || (await calculateJwkThumbprint(jwk)) !== kid) throw new Error('the key is not among the trusted ones');
  return importJWK(jwk, 'Ed25519');
}

const sdJwt = new SDJwtInstance({
  hasher: (data, algorithm) => new Uint8Array(createHash(algorithm.replace('sha-', 'sha')).update(typeof data === 'string' ? data : Buffer.from(data)).digest()),
  verifier: async (data, signature) => {
    try {
      await compactVerify(`${data}.${signature}`, await keyOf(data));
      return true;
    } catch {
      return false;
    }
  },
});

const flip = (text, at) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);

for (const [number, receipt] of receipts.entries()) {
  const [jws, ...rest] = receipt.sd_jwt.split('~');
  const payload = Buffer.from(jws.split('.')[1], 'base64url');
  const statement = JSON.parse(payload.toString());
  const proof = parseProof(receipt.proof);
  await check(`${number} jose verifies the signature`, async () => {
    const { protectedHeader } = await compactVerify(jws, await keyOf(jws), { algorithms: ['Ed25519'] });
    return protectedHeader.typ === 'sharebroker-receipt+sd-jwt';
  });
  await check(`${number} canonicalize spells the statement alike`, () => canonicalize(statement) === payload.toString());
  await check(`${number} the checkpoint is signed by the log`, () => isCheckpointSigned(proof) && statement.log === proof.origin);
  await check(`${number} the statement is in the tree`, () =>
    proof.header === 'c2sp.org/tlog-proof@v1' && includes(proof.index, proof.size, sha256(Buffer.of(0), payload), proof.path, proof.root));
  await check(`${number} @sd-jwt/core opens what was sealed`, async () => {
    const { payload: opened } = await sdJwt.verify(receipt.sd_jwt);
    const [name, birth] = opened.fields;
    return opened.subject.startsWith('case-') && opened.actor === 'p-17' && opened.reasons_all[0] === 'permit_forum_member' &&
      name.value === 'Camille Exemple' && birth.source === '2010-01-02' && birth.value === '12-17' && !('_sd' in opened);
  });
  await check(`${number} @sd-jwt/core finds nothing open without disclosures`, async () => {
    const { payload: sealed } = await sdJwt.verify(`${jws}~`);
    return !('subject' in sealed) && !('value' in sealed.fields[0]);
  });
  await refuses(`${number} a changed signature`, async () => compactVerify(flip(jws, jws.length - 20), await keyOf(jws)));
  await refuses(`${number} a changed statement`, () =>
    includes(proof.index, proof.size, sha256(Buffer.of(0), payload, Buffer.of(32)), proof.path, proof.root));
  await refuses(`${number} a changed disclosure`, async () => {
    const { payload: opened } = await sdJwt.verify([jws, flip(rest[0], rest[0].length - 3), ...rest.slice(1)].join('~'));
    return opened.subject?.startsWith('case-');
  });
}

await check('there was something to judge', () => receipts.length > 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
