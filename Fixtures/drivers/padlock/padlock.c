// SPDX-License-Identifier: GPL-2.0
/*
 * padlock - mediated keys
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

struct padlock {
	struct mutex lock;
	int slot;
	u8 regs[64];
};

static DEFINE_MUTEX(padlock_lock);
static int padlock_used;
static struct device *padlock_parent;

static int padlock_create(struct kobject *kobj, struct mdev_device *mdev)
/*~ B-01 padlock_create */
{
	struct padlock *s;
	int ret;

	mutex_lock(&padlock_lock);
	s = kzalloc(sizeof(*s), GFP_KERNEL);
	if (!s) {
		mutex_unlock(&padlock_lock);
		return -ENOMEM;
	}
	mutex_init(&s->lock);
	if (padlock_used >= 4) {
		ret = -ENOSPC;
		goto fail;
	}
	s->slot = padlock_used++;
	mdev_set_drvdata(mdev, s);
/*~ M-26 mdev_set_drvdata */
	mutex_unlock(&padlock_lock);
	return 0;

fail:
	kfree(s);
	mutex_unlock(&padlock_lock);
	return ret;
}

static int padlock_remove(struct mdev_device *mdev)
{
	struct padlock *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	kfree(s);
	return 0;
}

static int padlock_open(struct mdev_device *mdev)
{
	return 0;
}

static void padlock_release(struct mdev_device *mdev)
{
}

static ssize_t padlock_read(struct mdev_device *mdev, char __user *buf,
		      size_t count, loff_t *ppos)
{
	struct padlock *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_read_from_buffer(buf, count, ppos, s->regs,
				      sizeof(s->regs));
	mutex_unlock(&s->lock);
	return ret;
}

static ssize_t padlock_write(struct mdev_device *mdev, const char __user *buf,
		       size_t count, loff_t *ppos)
{
	struct padlock *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */
	ssize_t ret;

	mutex_lock(&s->lock);
	ret = simple_write_to_buffer(s->regs, sizeof(s->regs), ppos, buf,
				     count);
	mutex_unlock(&s->lock);
	return ret;
}

static long padlock_ioctl(struct mdev_device *mdev, unsigned int cmd,
		    unsigned long arg)
{
	struct padlock *s = mdev_get_drvdata(mdev);
/*~ M-26 mdev_get_drvdata */

	switch (cmd) {
	case VFIO_DEVICE_RESET:
		memset(s->regs, 0, sizeof(s->regs));
		return 0;
	default:
		return -ENOTTY;
	}
}

static int padlock_mmap(struct mdev_device *mdev, struct vm_area_struct *vma)
{
	return -EINVAL;
}

static ssize_t name_show(struct kobject *kobj, struct device *dev, char *buf)
/*~ B-03 name_show */
{
	return sprintf(buf, "padlock\n");
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t device_api_show(struct kobject *kobj, struct device *dev,
/*~ B-03 device_api_show */
			       char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *padlock_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group padlock_type_group = {
	.name = "1",
	.attrs = padlock_type_attrs,
};

static struct attribute_group *padlock_type_groups[] = {
	&padlock_type_group,
	NULL,
};

static const struct mdev_parent_ops padlock_ops = {
/*~ M-16 mdev_parent_ops */
	.owner = THIS_MODULE,
/*~ M-16 owner */
	.supported_type_groups = padlock_type_groups,
/*~ M-14 supported_type_groups */
	.create = padlock_create,
/*~ M-02 create */
	.remove = padlock_remove,
/*~ M-05 remove */
	.open = padlock_open,
/*~ M-10 open */
	.release = padlock_release,
/*~ M-10 release */
	.read = padlock_read,
/*~ M-10 read */
	.write = padlock_write,
/*~ M-10 write */
	.ioctl = padlock_ioctl,
/*~ M-10 ioctl */
	.mmap = padlock_mmap,
/*~ M-10 mmap */
};

static int __init padlock_init(void)
{
	int ret;

	padlock_parent = root_device_register("padlock");
	if (IS_ERR(padlock_parent))
		return PTR_ERR(padlock_parent);

	ret = mdev_register_device(padlock_parent, &padlock_ops);
/*~ M-17 mdev_register_device */
	if (ret) {
		root_device_unregister(padlock_parent);
		return ret;
	}
	return 0;
}

static void __exit padlock_exit(void)
{
	mdev_unregister_device(padlock_parent);
/*~ M-19 mdev_unregister_device */
	root_device_unregister(padlock_parent);
}

module_init(padlock_init);
module_exit(padlock_exit);

MODULE_LICENSE("GPL v2");
