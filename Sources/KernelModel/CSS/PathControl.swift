// SPDX-License-Identifier: Apache-2.0

/// The path-management-control word: what the kernel has set of a subchannel, and its paths (`struct pmcw`).
public struct PathControl: Hashable, Sendable {
    public var parameter: UInt32 = 0
    public var interruptClass: UInt32 = 0
    public var isEnabled = false
    public var measurementMode: UInt32 = 0
    public var isMultipath = false
    public var hasDevice = true
    public var deviceNumber: UInt16 = 0
    /// Masks of paths: logical, not operational, last used, installed, operational, available.
    public var logical: UInt8 = 0
    public var notOperational: UInt8 = 0
    public var lastUsed: UInt8 = 0
    public var installed: UInt8 = 0
    public var operational: UInt8 = 0
    public var available: UInt8 = 0
    public var measurementIndex: UInt16 = 0
    /// Channel paths, the leftmost bit of the masks first.
    public var paths: [UInt8] = Array(repeating: 0, count: 8)
    public var hasMeasurementFormat = false
    public var hasConcurrentSense = false

    public init() {}

    public var bytes: [UInt8] {
        var flags = interruptClass << 27 | UInt32(deviceNumber)
        if isEnabled { flags |= 1 << 23 }
        flags |= measurementMode << 19
        if isMultipath { flags |= 1 << 18 }
        if hasDevice { flags |= 1 << 16 }
        let last: UInt32 = (hasMeasurementFormat ? 4 : 0) | (hasConcurrentSense ? 1 : 0)
        return BigEndian.bytes(parameter) + BigEndian.bytes(flags) + [logical, notOperational, lastUsed, installed]
            + BigEndian.bytes(measurementIndex) + [operational, available] + paths + BigEndian.bytes(last)
    }
}

/// The subchannel-information block (`struct schib`).
public struct InformationBlock: Hashable, Sendable {
    public var control = PathControl()
    public var status = StatusWord()
    public var measurementAddress: UInt64 = 0

    public init() {}

    public static let size = 52

    public var bytes: [UInt8] {
        control.bytes + status.bytes + BigEndian.bytes(measurementAddress) + [0, 0, 0, 0]
    }

    /// css_sch_is_valid(), of an I/O subchannel.
    var isValid: Bool { control.hasDevice }
}

/// What the kernel wants of a subchannel (`struct schib_config`).
public struct SubchannelConfiguration: Hashable, Sendable {
    public var measurementAddress: UInt64 = 0
    public var parameter: UInt32 = 0
    public var measurementIndex: UInt16 = 0
    public var interruptClass: UInt32 = 0
    public var isEnabled = false
    public var measurementMode: UInt32 = 0
    public var isMultipath = false
    public var hasConcurrentSense = false
    public var hasMeasurementFormat = false

    public init() {}

    /// cio_apply_config().
    func apply(to block: inout InformationBlock) {
        block.control.parameter = parameter
        block.control.measurementIndex = measurementIndex
        block.control.interruptClass = interruptClass
        block.control.isEnabled = isEnabled
        block.control.measurementMode = measurementMode
        block.control.isMultipath = isMultipath
        block.control.hasConcurrentSense = hasConcurrentSense
        block.control.hasMeasurementFormat = hasMeasurementFormat
        if hasMeasurementFormat { block.measurementAddress = measurementAddress }
    }
}
