/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _KVM_IODEV_H
#define _KVM_IODEV_H

#include <linux/kvm_types.h>
#include <linux/errno.h>

struct kvm_io_device;

struct kvm_io_device_ops {
	int (*read)(struct kvm_vcpu *vcpu, struct kvm_io_device *dev, gpa_t addr, int len,
		    void *val);
	int (*write)(struct kvm_vcpu *vcpu, struct kvm_io_device *dev, gpa_t addr, int len,
		     const void *val);
	void (*destructor)(struct kvm_io_device *dev);
};

struct kvm_io_device {
	const struct kvm_io_device_ops *ops;
};

void kvm_iodevice_init(struct kvm_io_device *dev, const struct kvm_io_device_ops *ops);

#endif /* _KVM_IODEV_H */
