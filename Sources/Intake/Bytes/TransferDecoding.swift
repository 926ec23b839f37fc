/// The transfer encodings of RFC 2045 6 and the Q encoding of RFC 2047 4.2.
enum TransferDecoding {
  /// Decodes base64, skipping what is not of its alphabet and ending at the padding, since a list
  /// may have put its footer after it.
  /// - Parameter limit: at most about so many bytes come out.
  static func base64(_ bytes: ByteView, to out: inout [UInt8], limit: Int = .max) {
    let capacity = min(bytes.count / 4 * 3 + 3, limit < .max - 3 ? limit + 3 : .max)
    let decoded = [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
      var bits: UInt32 = 0
      var held = 0
      func put(_ shift: UInt32) {
        guard count < capacity else { return }
        target[count] = UInt8(truncatingIfNeeded: bits >> shift)
        count += 1
      }
      for byte in bytes.buffer {
        let value = base64Value[Int(byte)]
        if value < 64 {
          bits = bits << 6 | UInt32(value)
          held += 1
          if held == 4 {
            put(16)
            put(8)
            put(0)
            held = 0
            bits = 0
            if count >= limit { return }
          }
        } else if byte == 0x3D, held >= 2 {
          break
        }
      }
      if held == 2 { put(4) }
      if held == 3 {
        put(10)
        put(2)
      }
    }
    out.append(contentsOf: decoded)
  }

  /// Decodes quoted-printable; an `=` that begins no escape stands for itself.
  static func quotedPrintable(_ bytes: ByteView, to out: inout [UInt8], limit: Int = .max) {
    let end = limit < .max - out.count ? out.count + limit : .max
    var i = 0
    while i < bytes.count, out.count < end {
      let next = bytes.find(0x3D, from: i) ?? bytes.count
      out.append(bytes[i..<next])
      i = next
      guard i < bytes.count else { return }
      if let byte = escape(bytes, at: i) {
        out.append(byte)
        i += 3
        continue
      }
      // A soft line end: white space may have been added after the `=`.
      var k = i + 1
      while bytes[k] == 0x20 || bytes[k] == 0x09 { k += 1 }
      if k >= bytes.count { return }
      if bytes[k] == 0x0D, bytes[k + 1] == 0x0A {
        i = k + 2
      } else if bytes[k] == 0x0A || bytes[k] == 0x0D {
        i = k + 1
      } else {
        out.append(0x3D)
        i += 1
      }
    }
  }

  /// Decodes the Q encoding of header words, where `_` is a blank.
  static func q(_ bytes: ByteView, to out: inout [UInt8]) {
    var i = 0
    while i < bytes.count {
      if bytes[i] == 0x3D, let byte = escape(bytes, at: i) {
        out.append(byte)
        i += 3
      } else {
        out.append(bytes[i] == 0x5F ? 0x20 : bytes[i])
        i += 1
      }
    }
  }

  /// The byte of `=XX` or `%XX` at `i`.
  static func escape(_ bytes: ByteView, at i: Int) -> UInt8? {
    guard let high = hexValue(bytes[i + 1]), let low = hexValue(bytes[i + 2]) else { return nil }
    return high << 4 | low
  }

  static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  private static let base64Value: [UInt8] = {
    var table = [UInt8](repeating: 0xFF, count: 256)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for (i, byte) in alphabet.utf8.enumerated() { table[Int(byte)] = UInt8(i) }
    return table
  }()
}
