/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_VIRTIO_H
#define _LINUX_VIRTIO_H

#include <linux/types.h>

#endif /* _LINUX_VIRTIO_H */
