// SPDX-License-Identifier: GPL-2.0
/*
 * scratchpad - mediated notes
 *
 * A few kilobytes of memory that forget everything on reset.
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/slab.h>
#include <linux/rwsem.h>
#include <linux/vmalloc.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define SCRATCHPAD_BYTES	(4 * 1024)

struct scratchpad {
	struct vfio_device vdev;
	struct rw_semaphore sem;
	void *paper;
};

static struct device *scratchpad_desk;

static void scratchpad_wipe(struct scratchpad *pad)
{
	down_write(&pad->sem);
	memset(pad->paper, ' ', SCRATCHPAD_BYTES);
	up_write(&pad->sem);
}

static const struct vfio_device_ops scratchpad_dev_ops;
static void scratchpad_release_state(struct scratchpad *pad);

static int scratchpad_probe(struct mdev_device *mdev)
{
	struct scratchpad *pad;
	int ret;

	pad = kzalloc(sizeof(*pad), GFP_KERNEL);
	if (!pad)
		return -ENOMEM;

	vfio_init_group_dev(&pad->vdev, &mdev->dev, &scratchpad_dev_ops);

	pad->paper = vmalloc(SCRATCHPAD_BYTES);
	if (!pad->paper)
		goto err_pad;

	init_rwsem(&pad->sem);
	scratchpad_wipe(pad);
	dev_set_drvdata(&mdev->dev, pad);

	ret = vfio_register_group_dev(&pad->vdev);
	if (ret) {
		scratchpad_release_state(pad);
		return ret;
	}

	return 0;

err_pad:
	vfio_uninit_group_dev(&pad->vdev);
	kfree(pad);
	return -ENOMEM;
}

static void scratchpad_release_state(struct scratchpad *pad)
{
	vfree(pad->paper);
	vfio_uninit_group_dev(&pad->vdev);
	kfree(pad);
}

static void scratchpad_remove(struct mdev_device *mdev)
{
	struct scratchpad *pad = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&pad->vdev);
	scratchpad_release_state(pad);
}

static ssize_t scratchpad_read(struct vfio_device *vdev, char __user *buf,
			       size_t count, loff_t *ppos)
{
	struct scratchpad *pad = container_of(vdev, struct scratchpad, vdev);
	ssize_t ret;

	down_read(&pad->sem);
	ret = simple_read_from_buffer(buf, count, ppos, pad->paper,
				      SCRATCHPAD_BYTES);
	up_read(&pad->sem);
	return ret;
}

static ssize_t scratchpad_write(struct vfio_device *vdev,
				const char __user *buf, size_t count,
				loff_t *ppos)
{
	struct scratchpad *pad = container_of(vdev, struct scratchpad, vdev);
	ssize_t ret;

	down_write(&pad->sem);
	ret = simple_write_to_buffer(pad->paper, SCRATCHPAD_BYTES, ppos, buf,
				     count);
	up_write(&pad->sem);
	return ret;
}

static long scratchpad_ioctl(struct vfio_device *vdev, unsigned int cmd,
			     unsigned long arg)
{
	switch (cmd) {
	case VFIO_DEVICE_RESET:
		scratchpad_wipe(container_of(vdev, struct scratchpad, vdev));
		return 0;
	default:
		return -ENOTTY;
	}
}

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%d bytes\n", SCRATCHPAD_BYTES);
}
static MDEV_TYPE_ATTR_RO(name);

static struct attribute *scratchpad_attrs[] = {
	&mdev_type_attr_name.attr,
	NULL,
};

static struct attribute_group scratchpad_group = {
	.name = "4k",
	.attrs = scratchpad_attrs,
};

static struct attribute_group *scratchpad_groups[] = {
	&scratchpad_group,
	NULL,
};

static int scratchpad_open(struct vfio_device *vdev)
{
	return -EINVAL;
}

static const struct vfio_device_ops scratchpad_dev_ops = {
	.name = "vfio-scratchpad",
	.open_device = scratchpad_open,
	.read = scratchpad_read,
	.write = scratchpad_write,
	.ioctl = scratchpad_ioctl,
};

static struct mdev_driver scratchpad_driver = {
	.driver = {
		.name = "scratchpad",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = scratchpad_probe,
	.remove = scratchpad_remove,
};

static const struct mdev_parent_ops scratchpad_ops = {
	.owner = THIS_MODULE,
	.device_driver = &scratchpad_driver,
	.supported_type_groups = scratchpad_groups,
};

static int __init scratchpad_init(void)
{
	int ret;

	scratchpad_desk = root_device_register("scratchpad");
	if (IS_ERR(scratchpad_desk))
		return PTR_ERR(scratchpad_desk);

	ret = mdev_register_driver(&scratchpad_driver);
	if (ret) {
		root_device_unregister(scratchpad_desk);
		return ret;
	}

	ret = mdev_register_device(scratchpad_desk, &scratchpad_ops);
	if (ret) {
		mdev_unregister_driver(&scratchpad_driver);
		root_device_unregister(scratchpad_desk);
	}
	return ret;
}

static void __exit scratchpad_exit(void)
{
	mdev_unregister_device(scratchpad_desk);
	mdev_unregister_driver(&scratchpad_driver);
	root_device_unregister(scratchpad_desk);
}

module_init(scratchpad_init);
module_exit(scratchpad_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated notes");
