/// Sixteen bytes that are compared at once.
///
/// What is compared gives 0xFF where it holds and 0 where not. Of the vector comparisons only `==`
/// is one instruction in the compilers that were tried; `<` is a loop.
typealias ByteBlock = SIMD16<UInt8>

extension SIMD16 where Scalar == UInt8 {
  static func all(_ byte: UInt8) -> ByteBlock { ByteBlock(repeating: byte) }

  /// Where a byte stands.
  @inline(__always)
  func marks(_ byte: UInt8) -> ByteBlock {
    unsafeBitCast(self .== ByteBlock(repeating: byte), to: ByteBlock.self)
  }

  @inline(__always)
  func marks(_ bytes: ByteBlock) -> ByteBlock {
    unsafeBitCast(self .== bytes, to: ByteBlock.self)
  }

  /// Where control characters stand, those below the blank.
  @inline(__always)
  var controls: ByteBlock { (self & .all(0xE0)).marks(0) }

  @inline(__always)
  var halves: SIMD2<UInt64> { unsafeBitCast(self, to: SIMD2<UInt64>.self) }

  @inline(__always)
  var isZero: Bool {
    let halves = halves
    return halves[0] | halves[1] == 0
  }

  /// The place of the first byte that is not 0; there is one.
  @inline(__always)
  var firstMark: Int {
    let halves = halves
    return halves[0] != 0
      ? halves[0].trailingZeroBitCount / 8 : 8 + halves[1].trailingZeroBitCount / 8
  }
}

extension ByteView {
  /// The sixteen bytes there, which the caller knows to be inside.
  @inline(__always)
  func block(at i: Int) -> ByteBlock {
    UnsafeRawPointer(base).loadUnaligned(fromByteOffset: i, as: ByteBlock.self)
  }
}
