// SPDX-License-Identifier: GPL-2.0
/*
 * larder - mediated shelves
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/slab.h>
#include <linux/mutex.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct larder {
	struct mutex lock;
	u8 regs[64];
};

static struct device *larder_parent;

static int larder_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 larder_create */
{
	struct larder *s;

	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s)
		return -ENOMEM;
	mutex_init(&s->lock);
	mdev_set_drvdata(mdev, s);
/*~ M-26 mdev_set_drvdata */
	return 0;
}

static int larder_remove(struct mdev_device *mdev)
{
	struct larder *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	kfree(s);
	return 0;
}

static int larder_open(struct mdev_device *mdev)
{
	return 0;
}

static void larder_release(struct mdev_device *mdev)
{
}

static ssize_t larder_read(struct mdev_device *mdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct larder *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_read_from_buffer(buf, count, ppos, s->regs,
				      sizeof(s->regs));
	mutex_unlock(&s->lock);
	return ret;
}

static ssize_t larder_write(struct mdev_device *mdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct larder *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
				     count);
	mutex_unlock(&s->lock);
	return ret;
}

static long larder_ioctl(struct mdev_device *mdev, unsigned int cmd,
		    unsigned long arg)
{
	struct larder *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		memset(s->regs, 0, sizeof(s->regs));
		return 0;
	default:
		return -ENOTTY;
	}
}

static int larder_mmap(struct mdev_device *mdev, struct vm_area_struct *vma)
{
	return -EINVAL;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "larder\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct kobject *kobj, struct device *dev,
/*~ B-03 device_api_show */
			       char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *larder_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group larder_type_group = {
	.name = "1",
	.attrs = larder_type_attrs,
};

static struct attribute_group *larder_type_groups[] = {
	&larder_type_group,
	NULL,
};

static const struct mdev_parent_ops larder_ops[8] = {
/*~ M-16 mdev_parent_ops */
	[3] = {
		.supported_type_groups = larder_type_groups,
/*~ M-14 supported_type_groups */
		.create = larder_create,
/*~ M-02 create */
		.remove = larder_remove,
/*~ M-05 remove */
		.open = larder_open,
/*~ M-10 open */
		.release = larder_release,
/*~ M-10 release */
		.read = larder_read,
/*~ M-10 read */
	},
	[1] = {
		.supported_type_groups = larder_type_groups,
/*~ M-14 supported_type_groups */
		.create = larder_create,
/*~ M-02 create */
		.remove = larder_remove,
/*~ M-05 remove */
		.open = larder_open,
/*~ M-10 open */
		.release = larder_release,
/*~ M-10 release */
		.write = larder_write,
/*~ M-10 write */
		.ioctl = larder_ioctl,
/*~ M-10 ioctl */
		.mmap = larder_mmap,
/*~ M-10 mmap */
	},
};
static int larder_kind = 3;

static int __init larder_init(void)
{
	int ret;

	larder_parent = root_device_register("larder");
	if (IS_ERR(larder_parent))
		return PTR_ERR(larder_parent);

	ret = mdev_register_device(larder_parent, &larder_ops[larder_kind]);
/*~ M-17 mdev_register_device */
	if (ret) {
		root_device_unregister(larder_parent);
		return ret;
	}
	return 0;
}

static void __exit larder_exit(void)
{
	mdev_unregister_device(larder_parent);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(larder_parent);
}

module_init(larder_init);
module_exit(larder_exit);

MODULE_LICENSE("GPL v2");
