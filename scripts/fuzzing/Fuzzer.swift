import Glibc

/// The family of formats is told by the environment, since libFuzzer has the arguments.
private let laws = FuzzLaws(
  family: getenv("FUZZ_FAMILY").map { String(cString: $0) } ?? "mail")

/// libFuzzer's entry: called once for each input.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  if let law = laws.broken(by: UnsafeBufferPointer(start: bytes, count: count)) {
    fatalError("broken law: \(law)")
  }
  return 0
}
