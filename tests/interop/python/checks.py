"""Calls the interop server with grpcio. Usage: checks.py PORT DESCRIPTORS. Prints one line a check; exits 1 if one failed."""

import sys
import traceback

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

ADDRESS = f"127.0.0.1:{sys.argv[1]}"
PACKAGE = "sharebroker.wiretests.v1"


def pool_of(files):
    pool = descriptor_pool.DescriptorPool()
    for file in files:
        pool.Add(file)
    return pool


with open(sys.argv[2], "rb") as descriptors:
    FILES = descriptor_pb2.FileDescriptorSet.FromString(descriptors.read()).file
POOL = pool_of(FILES)


def message(full_name, pool=POOL, **fields):
    kind = message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName(full_name))
    return kind(**fields)


def method(channel, service, name, pool=POOL):
    descriptor = pool.FindServiceByName(service).FindMethodByName(name)
    proto = descriptor_pb2.MethodDescriptorProto()
    descriptor.CopyToProto(proto)
    shape = f"{'stream' if proto.client_streaming else 'unary'}_{'stream' if proto.server_streaming else 'unary'}"
    answer = message_factory.MessageFactory(pool).GetPrototype(descriptor.output_type)
    return getattr(channel, shape)(
        f"/{service}/{name}",
        request_serializer=lambda request: request.SerializeToString(),
        response_deserializer=answer.FromString)


def ask(**fields):
    return message(f"{PACKAGE}.Ask", **fields)


def wish(name):
    return POOL.FindEnumTypeByName(f"{PACKAGE}.Wish").values_by_name[name].number


def kind(name, channel=None):
    return method(channel or CHANNEL, f"{PACKAGE}.FourKinds", name)


def failure(action):
    try:
        action()
    except grpc.RpcError as error:
        return error
    raise AssertionError("the call did not fail")


def one_request_one_answer():
    answer = kind("Unary")(ask(text="é", number=7))
    assert (answer.text, answer.number) == ("é", 7)


def a_stream_of_requests_one_answer():
    answer = kind("ClientStream")(iter([ask(text="a", number=1), ask(text="b", number=2)]))
    assert (answer.text, answer.number) == ("ab", 3)


def one_request_a_stream_of_answers():
    assert [one.number for one in kind("ServerStream")(ask(number=50))] == list(range(50))


def streams_both_ways():
    assert [one.text for one in kind("Duplex")(iter([ask(text="a"), ask(text="b")]))] == ["a", "b"]


def headers_and_trailers_text_and_binary():
    sent = (("echo-text", "one"), ("echo-bytes-bin", b"\x00\xff\x80"))
    _, call = kind("Unary").with_call(ask(), metadata=sent)
    for returned in (call.initial_metadata(), call.trailing_metadata()):
        assert set(sent) <= {(one.key, one.value) for one in returned}, returned


def every_status_with_its_detail_and_trailers():
    for code in (one for one in grpc.StatusCode if one is not grpc.StatusCode.OK):
        text = f"naïve, 100 %: {code.name}"
        error = failure(lambda: kind("Unary")(ask(wish=wish("WISH_FAIL"), number=code.value[0], text=text)))
        assert (error.code(), error.details()) == (code, text)
        assert ("why-bin", b"\x00\x01\xfe\xff") in [(one.key, one.value) for one in error.trailing_metadata()]


def a_deadline_ends_the_call():
    error = failure(lambda: kind("Unary")(ask(wish=wish("WISH_WAIT")), timeout=0.3))
    assert error.code() is grpc.StatusCode.DEADLINE_EXCEEDED


def a_cancelled_call_ends():
    call = kind("Unary").future(ask(wish=wish("WISH_WAIT")))
    call.cancel()
    assert call.cancelled()


def gzip_both_ways():
    back = (("wish-encoding", "gzip"),)
    with grpc.insecure_channel(ADDRESS, compression=grpc.Compression.Gzip) as channel:
        unary = kind("Unary", channel)
        text = "x" * 100_000
        assert unary(ask(text=text), metadata=back).text == text
        assert unary(ask(), metadata=back).text == ""
        assert unary(ask(wish=wish("WISH_EMPTY")), metadata=back).text == ""


def a_request_that_inflates_too_far_is_refused():
    with grpc.insecure_channel(ADDRESS, compression=grpc.Compression.Gzip) as channel:
        error = failure(lambda: kind("Unary", channel)(ask(text="x" * 3_000_000)))
        assert error.code() is grpc.StatusCode.RESOURCE_EXHAUSTED, error


def health_check_list_and_watch():
    service = "grpc.health.v1.Health"
    request = message("grpc.health.v1.HealthCheckRequest", service=f"{PACKAGE}.FourKinds")
    assert method(CHANNEL, service, "Check")(request).status == 1
    listed = method(CHANNEL, service, "List")(message("grpc.health.v1.HealthListRequest"))
    assert listed.statuses[""].status == 1
    absent = message("grpc.health.v1.HealthCheckRequest", service="absent")
    assert failure(lambda: method(CHANNEL, service, "Check")(absent)).code() is grpc.StatusCode.NOT_FOUND
    watch = method(CHANNEL, service, "Watch")(absent)
    assert next(watch).status == 3
    watch.cancel()


def reflection_gives_files_from_which_a_stranger_can_call():
    service = f"{PACKAGE}.FourKinds"
    request = message("grpc.reflection.v1.ServerReflectionRequest", file_containing_symbol=service)
    answer = next(method(CHANNEL, "grpc.reflection.v1.ServerReflection", "ServerReflectionInfo")(iter([request])))
    files = [descriptor_pb2.FileDescriptorProto.FromString(one)
             for one in answer.file_descriptor_response.file_descriptor_proto]
    pool = pool_of(reversed(files))
    stranger = method(CHANNEL, service, "Unary", pool)
    assert stranger(message(f"{PACKAGE}.Ask", pool, text="hello")).text == "hello"


CHECKS = [
    one_request_one_answer,
    a_stream_of_requests_one_answer,
    one_request_a_stream_of_answers,
    streams_both_ways,
    headers_and_trailers_text_and_binary,
    every_status_with_its_detail_and_trailers,
    a_deadline_ends_the_call,
    a_cancelled_call_ends,
    gzip_both_ways,
    a_request_that_inflates_too_far_is_refused,
    health_check_list_and_watch,
    reflection_gives_files_from_which_a_stranger_can_call,
]

failed = 0
with grpc.insecure_channel(ADDRESS) as CHANNEL:
    for check in CHECKS:
        name = check.__name__.replace("_", " ")
        try:
            check()
            print(f"ok python: {name}", flush=True)
        except Exception:
            failed += 1
            print(f"not ok python: {name}: {traceback.format_exc()}", flush=True)
sys.exit(1 if failed else 0)
