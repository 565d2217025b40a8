/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_VFIO_CCW_H
#define _UAPI_LINUX_VFIO_CCW_H

#include <linux/types.h>

#define ORB_AREA_SIZE	12
#define SCSW_AREA_SIZE	12
#define IRB_AREA_SIZE	96

struct ccw_io_region {
	__u8	orb_area[ORB_AREA_SIZE];
	__u8	scsw_area[SCSW_AREA_SIZE];
	__u8	irb_area[IRB_AREA_SIZE];
	__u32	ret_code;
} __packed;

#define VFIO_CCW_ASYNC_CMD_HSCH	(1 << 0)
#define VFIO_CCW_ASYNC_CMD_CSCH	(1 << 1)

struct ccw_cmd_region {
	__u32	command;
	__u32	ret_code;
} __packed;

#define SCHIB_AREA_SIZE	52

struct ccw_schib_region {
	__u8	schib_area[SCHIB_AREA_SIZE];
} __packed;

struct ccw_crw_region {
	__u32	crw;
	__u32	pad;
} __packed;

#endif /* _UAPI_LINUX_VFIO_CCW_H */
