// SPDX-License-Identifier: Apache-2.0
import Machine

/// What the kernel functions of one run share.
public final class Kernel {
    public init() {}
}

/// All kernel functions that the machine knows.
public enum KernelFunctions {
    public static var interface: KernelInterface {
        let interface = KernelInterface()
        return interface
    }
}
