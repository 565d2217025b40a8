// SPDX-License-Identifier: Apache-2.0
// Names as the kernel and LLVM write them.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

/// The ones that kernel functions return by themselves, under the kernel's names.
extension Errno {
    public static let EPERM = Errno(rawValue: 1)
    public static let ENOENT = Errno(rawValue: 2)
    public static let EINTR = Errno(rawValue: 4)
    public static let EIO = Errno(rawValue: 5)
    public static let ENXIO = Errno(rawValue: 6)
    public static let E2BIG = Errno(rawValue: 7)
    public static let EBADF = Errno(rawValue: 9)
    public static let EAGAIN = Errno(rawValue: 11)
    public static let ENOMEM = Errno(rawValue: 12)
    public static let EACCES = Errno(rawValue: 13)
    public static let EFAULT = Errno(rawValue: 14)
    public static let EBUSY = Errno(rawValue: 16)
    public static let EEXIST = Errno(rawValue: 17)
    public static let ENODEV = Errno(rawValue: 19)
    public static let EINVAL = Errno(rawValue: 22)
    public static let ENFILE = Errno(rawValue: 23)
    public static let EMFILE = Errno(rawValue: 24)
    public static let ENOTTY = Errno(rawValue: 25)
    public static let ENOSPC = Errno(rawValue: 28)
    public static let EDOM = Errno(rawValue: 33)
    public static let ERANGE = Errno(rawValue: 34)
    public static let EDEADLK = Errno(rawValue: 35)
    public static let ENOMSG = Errno(rawValue: 42)
    public static let EOVERFLOW = Errno(rawValue: 75)
    public static let EOPNOTSUPP = Errno(rawValue: 95)
    public static let ETIME = Errno(rawValue: 62)
    public static let ETIMEDOUT = Errno(rawValue: 110)
    public static let EALREADY = Errno(rawValue: 114)
    public static let ERESTARTSYS = Errno(rawValue: 512)
    public static let ENOIOCTLCMD = Errno(rawValue: 515)
    public static let EPROBE_DEFER = Errno(rawValue: 517)
    public static let ENOTSUPP = Errno(rawValue: 524)
}
