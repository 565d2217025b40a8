/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_VFIO_CCW_H
#define _LINUX_VFIO_CCW_H

#include <uapi/linux/vfio_ccw.h>

#endif /* _LINUX_VFIO_CCW_H */
