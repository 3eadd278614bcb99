'use strict';

// Calls the interop server with @grpc/grpc-js. Usage: node checks.js PORT. Prints one line a check; exits 1 if one failed.
const assert = require('node:assert/strict');
const path = require('node:path');
const grpc = require('@grpc/grpc-js');
const protoLoader = require('@grpc/proto-loader');

const root = path.resolve(__dirname, '../../..');
const address = `127.0.0.1:${process.argv[2]}`;
const loading = { keepCase: true, longs: Number, enums: String, defaults: true, oneofs: true };
const load = (file, folder) => grpc.loadPackageDefinition(
  protoLoader.loadSync(file, { ...loading, includeDirs: [path.join(root, folder)] }));

const FourKinds = load('four_kinds.proto', 'tests/ShareBroker.Wire.Tests/Protos').sharebroker.wiretests.v1.FourKinds;
const Health = load('grpc/health/v1/health.proto', 'proto').grpc.health.v1.Health;
const Reflection = load('grpc/reflection/v1/reflection.proto', 'proto').grpc.reflection.v1.ServerReflection;

const plain = grpc.credentials.createInsecure();
const client = new FourKinds(address, plain);
const zipping = new FourKinds(address, plain, { 'grpc.default_compression_algorithm': grpc.compressionAlgorithms.gzip });

const call = (target, method, request, metadata = new grpc.Metadata(), options = {}) => new Promise((resolve, reject) => {
  const seen = {};
  const running = target[method](request, metadata, options, (error, answer) => {
    setImmediate(() => (error ? reject(error) : resolve({ answer, ...seen })));
  });
  running.on('metadata', (headers) => { seen.headers = headers; });
  running.on('status', (status) => { seen.status = status; });
});

const readAll = (stream) => new Promise((resolve, reject) => {
  const messages = [];
  stream.on('data', (message) => messages.push(message));
  stream.on('error', reject);
  stream.on('end', () => resolve(messages));
});

const reflect = (...requests) => {
  const stream = new Reflection(address, plain).ServerReflectionInfo();
  const answers = readAll(stream);
  requests.forEach((request) => stream.write(request));
  stream.end();
  return answers;
};

const gzipBack = () => {
  const metadata = new grpc.Metadata();
  metadata.add('wish-encoding', 'gzip');
  return metadata;
};

// A FileDescriptorSet is nothing but field 1, once for each file.
const descriptorSet = (files) => Buffer.concat(files.flatMap((file) => {
  const length = [];
  for (let rest = file.length; ; rest >>>= 7) {
    if (rest < 128) {
      length.push(rest);
      return [Buffer.from([0x0a, ...length]), file];
    }
    length.push((rest & 127) | 128);
  }
}));

const checks = {
  'one request, one answer': async () => {
    const { answer } = await call(client, 'Unary', { text: 'é', number: 7 });
    assert.equal(answer.text, 'é');
    assert.equal(answer.number, 7);
  },

  'a stream of requests, one answer': async () => {
    const answer = await new Promise((resolve, reject) => {
      const stream = client.ClientStream((error, value) => (error ? reject(error) : resolve(value)));
      ['a', 'b', 'c'].forEach((text, index) => stream.write({ text, number: index + 1 }));
      stream.end();
    });
    assert.deepEqual([answer.text, answer.number], ['abc', 6]);
  },

  'one request, a stream of answers': async () => {
    const answers = await readAll(client.ServerStream({ text: 'x', number: 50 }));
    assert.deepEqual(answers.map((one) => one.number), [...Array(50).keys()]);
  },

  'streams both ways': async () => {
    const stream = client.Duplex();
    const answers = readAll(stream);
    ['a', 'b'].forEach((text) => stream.write({ text }));
    stream.end();
    assert.deepEqual((await answers).map((one) => one.text), ['a', 'b']);
  },

  'headers and trailers, text and binary': async () => {
    const metadata = new grpc.Metadata();
    metadata.add('echo-text', 'one');
    metadata.add('echo-bytes-bin', Buffer.from([0, 255, 128]));
    const { headers, status } = await call(client, 'Unary', {}, metadata);
    for (const returned of [headers, status.metadata]) {
      assert.deepEqual(returned.get('echo-text'), ['one']);
      assert.deepEqual(returned.get('echo-bytes-bin'), [Buffer.from([0, 255, 128])]);
    }
  },

  'every status with its detail and trailers': async () => {
    for (let code = 1; code <= 16; code += 1) {
      const text = `naïve, 100 %: ${code}`;
      await assert.rejects(call(client, 'Unary', { wish: 'WISH_FAIL', number: code, text }), (error) => {
        assert.deepEqual([error.code, error.details], [code, text]);
        assert.deepEqual(error.metadata.get('why'), ['the request wished it']);
        assert.deepEqual(error.metadata.get('why-bin'), [Buffer.from([0, 1, 254, 255])]);
        return true;
      });
    }
  },

  'a fault inside tells nothing': () => assert.rejects(
    call(client, 'Unary', { wish: 'WISH_BREAK', text: 'secret' }),
    (error) => error.code === grpc.status.UNKNOWN && !error.details.includes('secret')),

  'a deadline ends the call': () => assert.rejects(
    call(client, 'Unary', { wish: 'WISH_WAIT' }, new grpc.Metadata(), { deadline: Date.now() + 300 }),
    { code: grpc.status.DEADLINE_EXCEEDED }),

  'a cancelled call ends': async () => {
    const stream = client.Duplex();
    const end = readAll(stream);
    stream.write({ text: 'a' });
    stream.once('data', () => stream.cancel());
    await assert.rejects(end, { code: grpc.status.CANCELLED });
  },

  'an unknown method is unimplemented': () => assert.rejects(
    new Promise((resolve, reject) => {
      const same = (value) => value;
      client.makeUnaryRequest('/sharebroker.wiretests.v1.FourKinds/Absent', same, same, Buffer.alloc(0),
        (error, value) => (error ? reject(error) : resolve(value)));
    }),
    { code: grpc.status.UNIMPLEMENTED }),

  'gzip both ways': async () => {
    const text = 'x'.repeat(100_000);
    assert.equal((await call(zipping, 'Unary', { text }, gzipBack())).answer.text, text);
  },

  'gzip of messages of no bytes, both ways': async () => {
    assert.equal((await call(zipping, 'Unary', {}, gzipBack())).answer.text, '');
    assert.equal((await call(client, 'Unary', { wish: 'WISH_EMPTY' }, gzipBack())).answer.text, '');
    const stream = zipping.Duplex(gzipBack());
    const answers = readAll(stream);
    [{}, { text: 'a' }, {}].forEach((ask) => stream.write(ask));
    stream.end();
    assert.deepEqual((await answers).map((one) => one.text), ['', 'a', '']);
  },

  'a request that inflates too far is refused': () => assert.rejects(
    call(zipping, 'Unary', { text: 'x'.repeat(3_000_000) }), { code: grpc.status.RESOURCE_EXHAUSTED }),

  'health: check, list, unknown service': async () => {
    const health = new Health(address, plain);
    const service = 'sharebroker.wiretests.v1.FourKinds';
    assert.equal((await call(health, 'Check', { service })).answer.status, 'SERVING');
    assert.equal((await call(health, 'Check', {})).answer.status, 'SERVING');
    assert.equal((await call(health, 'List', {})).answer.statuses[service].status, 'SERVING');
    await assert.rejects(call(health, 'Check', { service: 'absent' }), { code: grpc.status.NOT_FOUND });
  },

  'health: watch': async () => {
    const stream = new Health(address, plain).Watch({ service: 'absent' });
    const end = readAll(stream);
    stream.once('data', (answer) => {
      assert.equal(answer.status, 'SERVICE_UNKNOWN');
      stream.cancel();
    });
    await assert.rejects(end, { code: grpc.status.CANCELLED });
  },

  'reflection: services and errors': async () => {
    const [services, missing, extension] = await reflect(
      { list_services: '*' },
      { file_by_filename: 'absent.proto' },
      { file_containing_extension: { containing_type: 'absent.Type', extension_number: 1 } });
    assert.deepEqual(services.list_services_response.service.map((one) => one.name),
      ['grpc.health.v1.Health', 'grpc.reflection.v1.ServerReflection', 'sharebroker.wiretests.v1.FourKinds']);
    assert.equal(missing.error_response.error_code, grpc.status.NOT_FOUND);
    assert.equal(extension.error_response.error_code, grpc.status.NOT_FOUND);
  },

  'reflection: a client that knows nothing else can call': async () => {
    const [answer] = await reflect({ file_containing_symbol: 'sharebroker.wiretests.v1.FourKinds' });
    const set = descriptorSet(answer.file_descriptor_response.file_descriptor_proto);
    const reflected = grpc.loadPackageDefinition(protoLoader.loadFileDescriptorSetFromBuffer(set, loading));
    const stranger = new reflected.sharebroker.wiretests.v1.FourKinds(address, plain);
    assert.equal((await call(stranger, 'Unary', { text: 'hello' })).answer.text, 'hello');
  },
};

(async () => {
  let failed = 0;
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
      console.log(`ok node: ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`not ok node: ${name}: ${error.stack ?? error}`);
    }
  }
  process.exit(failed === 0 ? 0 : 1);
})();
