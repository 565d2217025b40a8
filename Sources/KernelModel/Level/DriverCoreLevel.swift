// SPDX-License-Identifier: Apache-2.0
import KernelLevels

/// Where the driver core of one level acts differently from another's. Facts: drivers/base/{bus,dd,core}.c of each.
extension KernelLevel {
    /// `device_driver_attach()` gives probe's error, -EBUSY for a device that is bound, -EAGAIN for a deferred probe;
    /// and `bind` hands that on. Before it was 1, 0 for any failure; `bind` makes -ENODEV of 0.
    public var attachTellsProbeErrors: Bool { order >= KernelLevel.B1.order }

    /// A failure to make the files of `driver.dev_groups`, or the links between driver and device, is told. Before, the
    /// driver is unbound again and the result is that of a probe that succeeded.
    public var tellsFailureOfDeviceFiles: Bool { self == .A1s || order >= KernelLevel.B2.order }

    /// A device that has managed resources already is not probed.
    public var refusesDevicesWithResources: Bool { self != .A0 }

    /// "probe of … failed with error" is said of any failure to bind, not only of probe's.
    public var saysProbeFailedOfFiles: Bool { order < KernelLevel.B1.order }

    /// An error of the bus's match() makes driver_register() fail. The long-term kernels have this corrected.
    public var matchErrorFailsDriver: Bool { ![.A1s, .B2, .D0].contains(self) }

    /// The message about a refused write to a device's `uevent` has the error number.
    public var ueventStoreTellsError: Bool { order >= KernelLevel.D0.order }

    /// Reading a device's `uevent` takes its lock: it waits for a probe or remove that is under way.
    public var ueventShowTakesLock: Bool { order >= KernelLevel.D0.order }

    /// Who loads a module that is on its way out gets -EBUSY, and -EBUSY or -EEXIST after waiting for one that comes.
    /// Before it waits and begins anew. The long-term kernels have this too.
    public var loadIsBusyAfterWaiting: Bool { [.A1s, .B2, .D0].contains(self) }
}
