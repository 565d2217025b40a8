// SPDX-License-Identifier: GPL-2.0
/*
 * pond-b2 - mediated ponds: an mdev_driver that an ops table names
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

struct pond {
	struct vfio_device vdev;
	unsigned long page;
	int frogs;
};

static struct device *pond_shore;

static vm_fault_t pond_fault(struct vm_fault *vmf)
{
	struct pond *pond = vmf->vma->vm_private_data;

	if (vmf->pgoff > 1)
		return VM_FAULT_SIGBUS;
	vmf->page = virt_to_page(pond->page);
	get_page(vmf->page);
	return 0;
}

static void pond_dry(struct vm_area_struct *vma)
{
	struct pond *pond = vma->vm_private_data;

	pond->frogs--;
}

static const struct vm_operations_struct pond_vm_ops = {
	.fault = pond_fault,
	.close = pond_dry,
};

static int pond_mmap_it(struct pond *pond, struct vm_area_struct *vma)
{
	if (vma->vm_pgoff)
		return -EINVAL;
	vma->vm_private_data = pond;
	vma->vm_ops = &pond_vm_ops;
	pond->frogs++;
	return 0;
}

static long pond_info(struct pond *pond, unsigned int cmd, unsigned long arg)
{
	struct vfio_device_info info = { };

	switch (cmd) {
	case VFIO_DEVICE_GET_INFO:
		if (copy_from_user(&info, (void __user *)arg, 16))
			return -EFAULT;
		if (info.argsz < 16)
			return -EINVAL;
		info.flags = VFIO_DEVICE_FLAGS_RESET;
		info.num_regions = 3;
		info.num_irqs = pond->frogs;
		return copy_to_user((void __user *)arg, &info, 16) ? -EFAULT : 0;
	default:
		return -ENOTTY;
	}
}

static ssize_t pond_copy(struct pond *pond, char __user *to, size_t count,
			 loff_t *ppos)
{
	return simple_read_from_buffer(to, count, ppos, (void *)pond->page,
				       PAGE_SIZE);
}

static ssize_t pond_fill(struct pond *pond, const char __user *from,
			 size_t count, loff_t *ppos)
{
	return simple_write_to_buffer((void *)pond->page, PAGE_SIZE, ppos, from,
				      count);
}

static int pond_open(struct vfio_device *vdev)
{
	struct pond *pond = container_of(vdev, struct pond, vdev);

	pond->frogs++;
	return 0;
}

static void pond_close(struct vfio_device *vdev)
{
	struct pond *pond = container_of(vdev, struct pond, vdev);

	pond->frogs--;
}

static ssize_t pond_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct pond *pond = container_of(vdev, struct pond, vdev);

	return pond_copy(pond, buf, count, ppos);
}

static ssize_t pond_write(struct vfio_device *vdev, const char __user *buf,
			  size_t count, loff_t *ppos)
{
	struct pond *pond = container_of(vdev, struct pond, vdev);

	return pond_fill(pond, buf, count, ppos);
}

static long pond_ioctl(struct vfio_device *vdev, unsigned int cmd,
		       unsigned long arg)
{
	struct pond *pond = container_of(vdev, struct pond, vdev);

	return pond_info(pond, cmd, arg);
}

static int pond_mmap(struct vfio_device *vdev, struct vm_area_struct *vma)
{
	struct pond *pond = container_of(vdev, struct pond, vdev);

	return pond_mmap_it(pond, vma);
}

static const struct vfio_device_ops pond_vfio_ops = {
	.open_device = pond_open,
	.close_device = pond_close,
	.read = pond_read,
	.write = pond_write,
	.ioctl = pond_ioctl,
	.mmap = pond_mmap,
};

static int pond_probe(struct mdev_device *mdev)
{
	struct pond *pond;
	int ret;

	if (mdev_get_type_group_id(mdev))
		return -EBUSY;
	pond = kzalloc(sizeof(*pond), GFP_KERNEL);
	if (!pond)
		return -ENOMEM;
	vfio_init_group_dev(&pond->vdev, &mdev->dev, &pond_vfio_ops);
	pond->page = get_zeroed_page(GFP_KERNEL);
	if (!pond->page) {
		ret = -ENOMEM;
		goto err_pond;
	}
	ret = vfio_register_group_dev(&pond->vdev);
	if (ret)
		goto err_page;
	dev_set_drvdata(&mdev->dev, pond);
	dev_info(&mdev->dev, "dug below %s\n", dev_name(mdev_parent_dev(mdev)));
	return 0;

err_page:
	free_page(pond->page);
err_pond:
	vfio_uninit_group_dev(&pond->vdev);
	kfree(pond);
	return ret;
}

static void pond_remove(struct mdev_device *mdev)
{
	struct pond *pond = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&pond->vdev);
	free_page(pond->page);
	vfio_uninit_group_dev(&pond->vdev);
	kfree(pond);
}

static ssize_t frogs_show(struct device *dev, struct device_attribute *attr,
			  char *buf)
{
	struct pond *pond = dev_get_drvdata(dev);

	return sprintf(buf, "%d\n", pond->frogs);
}
static DEVICE_ATTR_RO(frogs);

static struct attribute *pond_device_attrs[] = {
	&dev_attr_frogs.attr,
	NULL,
};
ATTRIBUTE_GROUPS(pond_device);

static ssize_t name_show(struct mdev_type *mtype,
			 struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%u of %s\n", mtype_get_type_group_id(mtype),
		       dev_name(mtype_get_parent_dev(mtype)));
}
static MDEV_TYPE_ATTR_RO(name);

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "7\n");
}
static MDEV_TYPE_ATTR_RO(available_instances);

static struct attribute *pond_type_attrs[] = {
	&mdev_type_attr_name.attr,
	&mdev_type_attr_available_instances.attr,
	NULL,
};

static struct attribute_group pond_small = {
	.name = "small",
	.attrs = pond_type_attrs,
};

static struct attribute_group pond_large = {
	.name = "large",
	.attrs = pond_type_attrs,
};

static struct attribute_group *pond_types[] = {
	&pond_small,
	&pond_large,
	NULL,
};

static struct mdev_driver pond_driver = {
	.driver = {
		.name = "pond",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
		.dev_groups = pond_device_groups,
	},
	.probe = pond_probe,
	.remove = pond_remove,
};

static const struct mdev_parent_ops pond_ops = {
	.owner = THIS_MODULE,
	.device_driver = &pond_driver,
	.supported_type_groups = pond_types,
};

static int __init pond_init(void)
{
	int ret;

	pond_shore = root_device_register("pond");
	if (IS_ERR(pond_shore))
		return PTR_ERR(pond_shore);
	ret = mdev_register_driver(&pond_driver);
	if (ret)
		goto err_shore;
	ret = mdev_register_device(pond_shore, &pond_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&pond_driver);
err_shore:
	root_device_unregister(pond_shore);
	return ret;
}

static void __exit pond_exit(void)
{
	mdev_unregister_device(pond_shore);
	mdev_unregister_driver(&pond_driver);
	root_device_unregister(pond_shore);
}

module_init(pond_init);
module_exit(pond_exit);

MODULE_LICENSE("GPL");
