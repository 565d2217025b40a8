/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_FS_H
#define _UAPI_LINUX_FS_H

#define SEEK_SET	0
#define SEEK_CUR	1
#define SEEK_END	2

#endif /* _UAPI_LINUX_FS_H */
