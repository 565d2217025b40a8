/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_FIRMWARE_H
#define _LINUX_FIRMWARE_H

#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/gfp.h>

struct device;
struct firmware {
	size_t size;
	const u8 *data;
	void *priv;
};
int request_firmware(const struct firmware **fw, const char *name, struct device *device);
void release_firmware(const struct firmware *fw);

struct module;
int request_firmware_direct(const struct firmware **fw, const char *name,
			    struct device *device);
int request_firmware_nowait(struct module *module, bool uevent, const char *name,
			    struct device *device, gfp_t gfp, void *context,
			    void (*cont)(const struct firmware *fw, void *context));
int request_firmware_into_buf(const struct firmware **fw, const char *name,
			      struct device *device, void *buf, size_t size);
int firmware_request_nowarn(const struct firmware **fw, const char *name,
			    struct device *device);

#endif /* _LINUX_FIRMWARE_H */
