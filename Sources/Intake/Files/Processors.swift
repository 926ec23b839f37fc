import CGNU
import Glibc

/// The processors of the machine.
public enum Processors {
  /// How many this process may use, at least 1.
  public static var usable: Int {
    var mask = [UInt64](repeating: 0, count: 128)
    let size = mask.count * 8
    guard mask.withUnsafeMutableBytes({ sched_getaffinity(0, size, $0.baseAddress) }) == 0 else {
      return 1
    }
    return max(1, mask.reduce(0) { $0 + $1.nonzeroBitCount })
  }
}
