/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_VIRTIO_H
#define _LINUX_VIRTIO_H

#include <linux/types.h>
#include <linux/device.h>
#include <linux/gfp.h>
#include <linux/mod_devicetable.h>
#include <linux/scatterlist.h>
#include <linux/spinlock.h>

#endif /* _LINUX_VIRTIO_H */
